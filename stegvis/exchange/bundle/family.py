"""The fixed family of tables in a bundle, and how they are made of counted rows. Reasons: docs/adr/0012."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from stegvis.outcomes.comparison import case_mix
from stegvis.outcomes.comparison.case_mix import COMPARED, Case, Model
from stegvis.outcomes.disclosure import ENOUGH, HIDDEN, SMALL, Published, published_set
from stegvis.outcomes.measures import EDITION, Row, measure

FORMAT = "stegvis-bundle-1"
WHOLE, TEAM = "", "team"
# Always these and no others: a table that were made on request could be set against those made before.
FAMILY = (WHOLE, TEAM, "municipality", "problem", "level", "age_band", "gender", "quarter")
# Teams that stay out are told together with each other or not at all.
LEAST_OUT = 2

Count = Callable[[Sequence[str]], Sequence[Row]]


@dataclass(frozen=True)
class Maker:
    """Who makes the bundle. `teams` are all of its teams by slug, `taking_part` those that agreed to be compared."""

    organisation: str
    country: str
    teams: Mapping[str, str]
    taking_part: frozenset[str]


def content(maker: Maker, year: int, made_at: datetime, count: Count, cases: Iterable[Case]) -> dict[str, Any]:
    """What is signed. `count` gives the measures of the whole record by groupings; `cases` the year's finished."""
    shown = shown_teams(maker)
    tables = published_family(year, count)
    tables[TEAM] = [row for row in tables[TEAM] if row.group[0] in shown]
    there = {row.group[0] for row in tables[TEAM]}
    return {
        "format": FORMAT,
        "edition": EDITION,
        "case_mix": case_mix.EDITION,
        "organisation": maker.organisation,
        "country": maker.country,
        "year": year,
        "made_at": made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "teams": {slug: maker.teams[slug] for slug in sorted(there)},
        "tables": {name or "whole": [_written(row) for row in rows] for name, rows in tables.items()},
        "expected": _expected(tables[TEAM], list(cases), case_mix.model()),
    }


def shown_teams(maker: Maker) -> Collection[str]:
    """The teams that a bundle may show: those taking part, unless what is left would be one team alone.

    The rest is the whole less the shown; with one team in it the rest would be that team's own figures.
    """
    shown = maker.taking_part & maker.teams.keys()
    out = len(maker.teams) - len(shown)
    return shown if out == 0 or out >= LEAST_OUT else frozenset()


def groupings(name: str) -> tuple[str, ...]:
    """How a table of the family is counted: over all years, since what measures are to each other holds only then."""
    return ("quarter",) if name == "quarter" else tuple(each for each in (name, "year") if each)


def published_family(year: int, count: Count) -> dict[str, list[Published]]:
    """The year's rows of every table, by the table's grouping.

    Each table is published with all years, and audited against its totals. Then what the tables tell together of
    their common whole goes: a measure with a small part of the whole is in no table of the bundle.
    """
    counted = {name: count(groupings(name)) for name in FAMILY}
    silent = _small_in_whole([row for row in counted[WHOLE] if row.group == (str(year),)])
    return {name: _table(name, year, counted[name], silent) for name in FAMILY}


def _small_in_whole(rows: Sequence[Row]) -> frozenset[str]:
    """The measures of which the whole year holds 1 to 7, or all but 1 to 7.

    Seven tables divide the same whole, and each narrows the sums it is made of: finished and dropped out together
    told how many were treated once.
    """
    small = {
        row.measure
        for row in rows
        if row.numerator in SMALL
        or (measure(row.measure).kind == "rate" and (row.denominator or 0) - (row.numerator or 0) in SMALL)
    }
    return frozenset(small | ({"dropped_out"} if "treated_once" in small else set()))


def _table(name: str, year: int, rows: Sequence[Row], without: Collection[str]) -> list[Published]:
    """The year's rows of a table; the group is the table's own."""
    by = groupings(name)
    silent = _silent_groups(rows)
    place = len(by) - 1
    return [
        Published((row.group[0] if name else "",), *_figures(row))
        for row in published_set(rows, by)
        if row.group[place][:4] == str(year) and row.measure not in without
        if not (name and row.group in silent and measure(row.measure).period == "discharged_on")
        # A rate that is hidden says by its counts why it is.
        if not (measure(row.measure).kind == "rate" and row.value == HIDDEN)
    ]


def _silent_groups(rows: Sequence[Row]) -> frozenset[tuple[str, ...]]:
    """Groups with 1 to 7 finished, and the smallest of the others with them: nothing is told of their finished."""
    finished = sorted((row.numerator or 0, row.group) for row in rows if row.measure == "finished")
    small = [group for number, group in finished if number in SMALL]
    others = [group for number, group in finished if number not in SMALL]
    return frozenset([*small, *others[:1]] if small else [])


def _figures(row: Published) -> tuple[Any, ...]:
    return row.measure, row.numerator, row.denominator, row.value, row.missing


def _written(row: Published) -> dict[str, Any]:
    value = float(row.value) if isinstance(row.value, Decimal) and row.value % 1 else row.value
    return {
        "group": row.group[0],
        "measure": row.measure,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "value": int(value) if isinstance(value, Decimal) else value,
        "missing": row.missing,
    }


def _expected(rows: Sequence[Published], cases: Sequence[Case], model: Model) -> list[dict[str, Any]]:
    """For each team and compared measure whose rate is shown: the rate its clients lead to expect, in whole percent."""
    chances: dict[tuple[str, str], list[float]] = defaultdict(list)
    for case in cases:
        for name, reached in zip(COMPARED, case.reached, strict=True):
            if reached is not None:
                chances[case.team, name].append(model.expected(name, case))
    found = []
    for row in rows:
        of = chances.get((row.group[0], row.measure), [])
        if row.measure in COMPARED and isinstance(row.value, Decimal) and len(of) >= ENOUGH:
            mean = Decimal(100 * sum(of) / len(of)).quantize(Decimal(1), ROUND_HALF_UP)
            found.append({"team": row.group[0], "measure": row.measure, "expected": int(mean)})
    return found
