"""The shape of a bundle, closed: what is not named here is refused, so no person's row can ride along.

Raises Refused at the first fault. Reads no table and no clock: who may have sent it, and when, is for the action.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple, NoReturn

from stegvis.definitions.registration import AgeBand, Gender, Level, Problem
from stegvis.exchange.bundle.family import FAMILY, FORMAT
from stegvis.exchange.bundle.refusal import Reason, Refused
from stegvis.outcomes.comparison import case_mix
from stegvis.outcomes.comparison.case_mix import COMPARED
from stegvis.outcomes.disclosure import ENOUGH, HIDDEN
from stegvis.outcomes.measures import EDITION, MEASURES, Measure

LARGEST = 4_000_000  # bytes; a bundle of a hundred teams is about half a million
MOST = 10_000_000  # a count above this is no count of people
KEYS = {"format", "edition", "case_mix", "organisation", "country", "year", "made_at", "teams", "tables", "expected"}
ROW = {"group", "measure", "numerator", "denominator", "value", "missing"}
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,50}")
WRITTEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LONGEST_NAME = 100
_MEASURES: Mapping[str, Measure] = {each.name: each for each in MEASURES}


class Figure(NamedTuple):
    """One row of one table; None where the figure is hidden or the measure has none."""

    table: str
    group: str
    measure: str
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    missing: int | None


@dataclass(frozen=True)
class Envelope:
    """What a file claims before anything is believed."""

    content: dict[str, Any]
    signature: str
    organisation: str


@dataclass(frozen=True)
class Bundle:
    """A bundle whose shape is right. `expected` is whole percent by team and measure."""

    organisation: str
    country: str
    year: int
    made_at: datetime
    teams: Mapping[str, str]
    figures: tuple[Figure, ...]
    expected: Mapping[tuple[str, str], int]


def opened(file: bytes) -> Envelope:
    """The content and the signature of the file."""
    if len(file) > LARGEST:
        raise Refused(Reason.TOO_LARGE)
    try:
        found = json.loads(file.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        if found.keys() != {"bundle", "signature"} or not isinstance(found["signature"], str):
            raise Refused(Reason.NO_BUNDLE)
        content = found["bundle"]
        # What cannot be written as UTF-8 again (half a surrogate pair) cannot have been signed.
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")
        organisation = content["organisation"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Refused(Reason.NO_BUNDLE) from fault
    if not isinstance(content, dict) or not isinstance(organisation, str):
        raise Refused(Reason.NO_BUNDLE)
    return Envelope(content, found["signature"], organisation)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A key stands twice, so readers would differ on what was signed.")
    return found


def _no_number(written: str) -> NoReturn:
    raise ValueError("Infinity and NaN are no figures.")


def checked(content: dict[str, Any]) -> Bundle:
    """The bundle, if every part of it is one that a bundle has."""
    if content.keys() != KEYS or content["format"] != FORMAT:
        raise Refused(Reason.UNKNOWN_KEYS)
    if (content["edition"], content["case_mix"]) != (EDITION, case_mix.EDITION):
        raise Refused(Reason.WRONG_EDITION)
    year = content["year"]
    if type(year) is not int or not 2000 <= year <= 9999:
        raise Refused(Reason.NOT_OVER)
    teams = _teams(content["teams"])
    tables = content["tables"]
    names = {name or "whole": name for name in FAMILY}
    if not isinstance(tables, dict) or tables.keys() - names.keys():
        raise Refused(Reason.UNKNOWN_GROUPING)
    if names.keys() - tables.keys():
        raise Refused(Reason.MISSING_TABLE)
    figures: list[Figure] = []
    for written, name in names.items():
        figures += _table(written, tables[written], _belongs(name, teams, year))
    return Bundle(
        content["organisation"], _country(content["country"]), year, _time(content["made_at"]), teams,
        tuple(figures), _expected(content["expected"], figures),
    )  # fmt: skip


def _teams(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        raise Refused(Reason.UNKNOWN_KEYS, "teams")
    for slug, name in found.items():
        is_name = isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and name.isprintable()
        if not SLUG.fullmatch(slug) or not is_name:
            raise Refused(Reason.UNKNOWN_GROUP, "teams")
    return found


def _country(found: Any) -> str:
    if found not in ("NO", "SE"):
        raise Refused(Reason.WRONG_COUNTRY)
    return str(found)


def _time(found: Any) -> datetime:
    try:
        if not isinstance(found, str) or not WRITTEN.fullmatch(found):
            raise Refused(Reason.MADE_WRONGLY)
        return datetime.strptime(found, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as fault:
        raise Refused(Reason.MADE_WRONGLY) from fault


def _belongs(name: str, teams: Mapping[str, str], year: int) -> Callable[[str], bool]:
    """Whether a group is one that the table can have. What is not known is the empty group."""
    known: dict[str, set[str]] = {
        "": {""},
        "team": set(teams),
        "problem": {"", *Problem},
        "level": {"", *Level},
        "age_band": {"", *AgeBand},
        "gender": {"", *Gender},
        "quarter": {f"{year}-Q{number}" for number in range(1, 5)},
    }
    if name == "municipality":
        return lambda group: bool(re.fullmatch(r"(\d{4})?", group, re.ASCII))
    return lambda group: group in known[name]


def _table(name: str, rows: Any, belongs: Callable[[str], bool]) -> list[Figure]:
    if not isinstance(rows, list):
        raise Refused(Reason.UNKNOWN_KEYS, name)
    seen: set[tuple[str, str]] = set()
    figures = []
    for number, row in enumerate(rows, 1):
        place = f"{name}, {number}"
        if not isinstance(row, dict) or row.keys() != ROW:
            raise Refused(Reason.UNKNOWN_KEYS, place)
        group, measure = row["group"], row["measure"]
        if not isinstance(group, str) or not belongs(group):
            raise Refused(Reason.UNKNOWN_GROUP, place)
        if not isinstance(measure, str) or measure not in _MEASURES:
            raise Refused(Reason.UNKNOWN_MEASURE, place)
        if (group, measure) in seen:
            raise Refused(Reason.TWICE, place)
        seen.add((group, measure))
        figures.append(_figure(name, row, _MEASURES[measure], place))
    return figures


def _figure(table: str, row: Mapping[str, Any], of: Measure, place: str) -> Figure:
    has = {
        "numerator": of.kind != "median",
        "denominator": of.kind != "count",
        "missing": of.missing is not None,
    }
    counts = {name: _count(row[name], place) for name, is_there in has.items() if is_there and row[name] is not None}
    value = row["value"]
    is_number = type(value) in (int, float)
    if is_number and of.kind != "count" and "denominator" not in counts:
        raise Refused(Reason.NO_DENOMINATOR, place)
    if any((row[name] is not None) != is_there for name, is_there in has.items()):
        raise Refused(Reason.WRONG_FIGURE, place)
    if of.kind == "count":
        if type(value) is not type(row["numerator"]) or value != row["numerator"]:
            raise Refused(Reason.WRONG_FIGURE, place)
    elif is_number:
        _check_value(of, counts, value, place)
    elif value != HIDDEN and not (value is None and counts["denominator"] in (0, None)):
        raise Refused(Reason.WRONG_FIGURE, place)
    number = Decimal(str(value)) if is_number else None
    return Figure(
        "" if table == "whole" else table, row["group"], of.name,
        counts.get("numerator"), counts.get("denominator"), number, counts.get("missing"),
    )  # fmt: skip


def _count(found: Any, place: str) -> int | None:
    """The count, or None where it is hidden."""
    if found == HIDDEN:
        return None
    # From 8 a count is shown as 10 at least; a 5 would say that it was 3 to 7.
    if type(found) is not int or not 0 <= found <= MOST or found % 5 or found == 5:
        raise Refused(Reason.WRONG_COUNT, place)
    return found


def _check_value(of: Measure, counts: Mapping[str, int | None], value: int | float, place: str) -> None:
    under = counts["denominator"]
    if under is None:
        raise Refused(Reason.NO_DENOMINATOR, place)
    if under < ENOUGH:
        raise Refused(Reason.TOO_FEW, place)
    if of.kind == "rate":
        over = counts["numerator"]
        if type(value) is not int or over is None or value != share(over, under):
            raise Refused(Reason.WRONG_RATE, place)
    elif not 0 <= value <= MOST or Decimal(str(value)) != Decimal(str(value)).quantize(Decimal("0.1")):
        raise Refused(Reason.WRONG_FIGURE, place)


def share(over: int, under: int) -> int:
    """Whole percent of published counts, ROUND_HALF_UP."""
    return int((Decimal(100 * over) / under).quantize(Decimal(1), ROUND_HALF_UP))


def _expected(found: Any, figures: list[Figure]) -> dict[tuple[str, str], int]:
    rates = {(one.group, one.measure) for one in figures if one.table == "team" and one.value is not None}
    told: dict[tuple[str, str], int] = {}
    for number, row in enumerate(found if isinstance(found, list) else [None], 1):
        place = f"expected, {number}"
        if not isinstance(row, dict) or row.keys() != {"team", "measure", "expected"}:
            raise Refused(Reason.UNKNOWN_KEYS, place)
        if not isinstance(row["team"], str) or not isinstance(row["measure"], str):
            raise Refused(Reason.WRONG_EXPECTED, place)
        key, percent = (row["team"], row["measure"]), row["expected"]
        is_percent = type(percent) is int and 1 <= percent <= 100
        if key not in rates or key[1] not in COMPARED or not is_percent:
            raise Refused(Reason.WRONG_EXPECTED, place)
        if key in told:
            raise Refused(Reason.TWICE, place)
        told[key] = percent
    return told
