"""What a measure is, and the measures of this edition, read from `measures.toml`. Counts nothing itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, get_args

from stegvis.definitions.toml_files import in_every_language

Kind = Literal["count", "rate", "median", "mean"]
Over = Literal["episodes", "contacts"]


@dataclass(frozen=True)
class Measure:
    """One figure of the manual: its words by language, and its parts as SQL over the facts.

    `numerator` and `denominator` are conditions, except that the numerator of a median or a mean is the
    column whose value is taken. A count has no denominator. See the head of `measures.toml`.
    """

    name: str
    title: Mapping[str, str]
    sentence: Mapping[str, str]
    kind: Kind
    over: Over
    numerator: str
    denominator: str | None
    base: str
    period: str
    missing: str | None


def _measure(name: str, entry: Mapping[str, Any]) -> Measure:
    if entry["kind"] not in get_args(Kind) or entry["over"] not in get_args(Over):
        raise ValueError(f"measures.toml [{name}] has a kind or an over that is not known.")
    if (entry["kind"] == "count") != ("denominator" not in entry):
        raise ValueError(f"measures.toml [{name}]: a count has no denominator, every other kind has one.")
    words = {part: in_every_language(entry[part], f"measures.toml {name}.{part}") for part in ("title", "sentence")}
    return Measure(name=name, **{"denominator": None, "missing": None, **entry, **words})


def _read() -> tuple[int, tuple[Measure, ...]]:
    text = files("stegvis.outcomes.measures").joinpath("measures.toml").read_text("utf-8")
    entries = tomllib.loads(text)
    edition = entries.pop("edition")
    return edition, tuple(_measure(name, entry) for name, entry in entries.items())


# The edition that every printed figure belongs to, and its measures in the order of results.
EDITION, MEASURES = _read()


def measure(name: str) -> Measure:
    """The measure of that name; raises KeyError when there is none."""
    return {each.name: each for each in MEASURES}[name]
