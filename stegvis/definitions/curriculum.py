"""The twelve topics that those who treat are trained in: what each is for, what one can do after it, what to read.

Pure. Who has taken which is a row, not here. What a client is given as training is another thing (`training`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from stegvis.definitions.kit import Source, source
from stegvis.definitions.toml_files import LANGUAGES, in_every_language, table

GATHERINGS = range(1, 7)  # over one year: our own proposal, six days of two topics each


@dataclass(frozen=True)
class SupervisionYear:
    """How many meetings a group holds in a year: advice, never a stop."""

    digital: int
    physical: int
    source: Source


@dataclass(frozen=True)
class Topic:
    """`gathering` is the one of the year it is proposed for; `pages` and `publications` are slugs of the library."""

    key: str
    names: Mapping[str, str]
    aims: Mapping[str, str]
    points: Mapping[str, tuple[str, ...]]
    gathering: int
    pages: tuple[str, ...]
    publications: tuple[str, ...]
    source: Source


@cache
def topics() -> Mapping[str, Topic]:
    """By key, in the order of their source."""
    found = [_topic(one) for one in table("curriculum.toml")["topics"]]
    return MappingProxyType({topic.key: topic for topic in found})


@cache
def supervision_year() -> SupervisionYear:
    """Four meetings on a screen and one in a room a year, in groups across teams (facts/service.md §2)."""
    return SupervisionYear(digital=4, physical=1, source=source("kognitiv-supervision"))


def _topic(one: Mapping[str, Any]) -> Topic:
    where = f"curriculum.toml {one['key']}"
    texts = one["texts"]
    if set(texts) != set(LANGUAGES) or len({len(words["points"]) for words in texts.values()}) != 1:
        raise ValueError(f"{where} must say as many points in each of {', '.join(LANGUAGES)}.")
    if one["gathering"] not in GATHERINGS:
        raise ValueError(f"{where} must name one of the gatherings {GATHERINGS[0]} to {GATHERINGS[-1]}.")
    return Topic(
        key=one["key"],
        names=in_every_language({code: words["name"] for code, words in texts.items()}, where),
        aims=in_every_language({code: words["aim"] for code, words in texts.items()}, where),
        points=MappingProxyType({code: tuple(words["points"]) for code, words in texts.items()}),
        gathering=one["gathering"],
        pages=tuple(one["pages"]),
        publications=tuple(one["publications"]),
        source=source("napha-2013"),
    )
