"""The nation as its bundles tell it: published counts summed, rates made anew of the sums. Holds no person's data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, QuerySet

from stegvis.exchange.bundle.shape import share
from stegvis.exchange.models import BundleFigure, NationCell, NationShown, ReceivedBundle
from stegvis.outcomes.comparison.case_mix import COMPARED
from stegvis.outcomes.disclosure import ENOUGH, HIDDEN
from stegvis.outcomes.measures import EDITION, MEASURES, Measure, mean
from stegvis.people.models import Actor, NotFound, Role

ALL = tuple(each.name for each in MEASURES)
_MEASURES: Mapping[str, Measure] = {each.name: each for each in MEASURES}


class Counted(NamedTuple):
    """What was counted of a measure: its sums or its middle, and how many organisations show it."""

    numerator: int | None
    denominator: int | None
    missing: int | None
    middle: float | Decimal | None
    counted: int


@dataclass(frozen=True)
class Summed:
    """A measure over several organisations. `counted` of `asked` organisations show the figures it is made of."""

    measure: Measure
    numerator: int | None
    denominator: int | None
    value: Decimal | int | None
    missing: int | str | None  # `*` where every organisation hides it
    counted: int
    asked: int
    edition: int = EDITION


@dataclass(frozen=True)
class ComparedTeam:
    """A team that takes part, with the rate it shows; `expected` in whole percent."""

    team: str
    sender: str
    numerator: int
    denominator: int
    expected: int | None


def check_reads_nation(viewer: Actor) -> None:
    """Its own managers and administrators, and where it is shown to everybody, everybody.

    The rows are the national body's, so nobody else has any. What a visitor may read stands in each statement.
    """
    if not viewer.has(Role.MANAGER, Role.ADMINISTRATOR, Role.VISITOR):
        raise NotFound


def years(viewer: Actor) -> list[int]:
    """The years that bundles are here of, the last first."""
    return list(_bundles(viewer).values_list("year", flat=True).distinct().order_by("-year"))


def regions(viewer: Actor) -> list[str]:
    """The regions that senders of bundles stand under, by name."""
    return sorted(_bundles(viewer).values_list("sender__region", flat=True).distinct())


def nation(viewer: Actor, year: int) -> list[Summed]:
    """Every measure of the year over all organisations, in the order of the manual."""
    rows = _cells(viewer, ALL).filter(year=year, region=None, table="")
    return _told(rows, ALL, _asked(viewer, year=year)).get("", [])


def by_region(viewer: Actor, year: int, names: Collection[str]) -> Mapping[str, list[Summed]]:
    """These measures of the year, region by region, by name."""
    rows = _cells(viewer, names).filter(year=year, region__isnull=False, table="")
    return _told(rows, names, _asked(viewer, "sender__region", year=year), "region")


def over_time(viewer: Actor, names: Collection[str], step: str, region: str = "") -> Mapping[str, list[Summed]]:
    """These measures by "year" or "quarter", of the nation or one region; the steps as the measures write them."""
    rows = _cells(viewer, names).filter(region=region or None)
    asked = _asked(viewer, "year", **({"sender__region": region} if region else {}))
    if step == "year":
        return _told(rows.filter(table=""), names, asked, "year")
    return _told(rows.filter(table="quarter"), names, {f"{year}-Q{each}": number for year, number in asked.items()
                                                       for each in (1, 2, 3, 4)}, "group")  # fmt: skip


def by_sender(viewer: Actor, year: int, names: Collection[str], region: str) -> Mapping[str, list[Summed]]:
    """These measures of the year, of each organisation of the region by itself, by name."""
    check_reads_nation(viewer)
    rows = _seen(viewer, BundleFigure.objects.filter(
        organisation_id=viewer.organisation_id, table="", measure__in=names, bundle__year=year,
        bundle__replaced_at=None, bundle__sender__region=region,
    ))  # fmt: skip
    columns = ("bundle__sender__name", "measure", "numerator", "denominator", "missing", "value")
    found: dict[str, dict[str, Counted]] = {}
    for name, measure, over, under, missing, value in rows.values_list(*columns):
        parts = {"median": (value,), "count": (over,)}.get(_MEASURES[measure].kind, (over, under))
        found.setdefault(name, {})[measure] = Counted(over, under, missing, value, int(None not in parts))
    return {name: _in_order(found[name], names, 1) for name in sorted(found)}


def _cells(viewer: Actor, names: Collection[str]) -> QuerySet[NationCell]:
    check_reads_nation(viewer)
    return _seen(viewer, NationCell.objects.filter(organisation_id=viewer.organisation_id, measure__in=names))


def _told(
    rows: QuerySet[NationCell], names: Collection[str], asked: Mapping[str, int], key: str = ""
) -> dict[str, list[Summed]]:
    """The measures named, in the order of the manual, for each value of the column `key`, in their order."""
    found: dict[str, dict[str, Counted]] = {}
    for group, measure, *counted in rows.values_list(key or "table", "measure", *Counted._fields):
        found.setdefault(str(group), {})[measure] = Counted(*counted)
    return {group: _in_order(found[group], names, asked.get(group, 0)) for group in sorted(found)}


def _asked(viewer: Actor, key: str = "", **of: Any) -> dict[str, int]:
    """How many organisations could have told: their bundles, by the column `key` or altogether."""
    here = _bundles(viewer).filter(**of)
    if not key:
        return {"": here.count()}
    return {str(group): number for group, number in here.values_list(key).annotate(Count("id")).order_by(key)}


def _in_order(counted: Mapping[str, Counted], names: Collection[str], asked: int) -> list[Summed]:
    return [_summed(each, counted.get(each.name), asked) for each in MEASURES if each.name in names]


def _bundles(viewer: Actor) -> QuerySet[ReceivedBundle]:
    """The bundles that are here, one a sender and year."""
    check_reads_nation(viewer)
    return _seen(viewer, ReceivedBundle.objects.filter(organisation_id=viewer.organisation_id, replaced_at=None))


def _seen(viewer: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """All of them for the national body's own people; for others only while it shows its figures."""
    if viewer.has(Role.MANAGER, Role.ADMINISTRATOR):
        return rows
    return rows.filter(Exists(NationShown.objects.filter(organisation_id=viewer.organisation_id, is_on=True)))


def _summed(of: Measure, counted: Counted | None, asked: int) -> Summed:
    """A rate of the sums, made anew; whom an organisation hides is in neither part of it."""
    if counted is None or not counted.counted:
        return Summed(of, None, None, None, None, 0, asked)
    if of.kind == "median":
        return Summed(of, None, None, _one_decimal(counted.middle), None, counted.counted, asked)
    over, under = counted.numerator or 0, counted.denominator or 0
    if of.kind == "count":
        return Summed(of, over, None, over, None, counted.counted, asked)
    missing = (HIDDEN if counted.missing is None else counted.missing) if of.missing else None
    value: Decimal | int | None = None
    if under >= ENOUGH:
        value = share(over, under) if of.kind == "rate" else mean(over, under)
    return Summed(of, over, under, value, missing, counted.counted, asked)


def _one_decimal(middle: float | Decimal | None) -> Decimal | None:
    """The database interpolates in binary; published waits have one decimal, so their middle has two at most."""
    if middle is None:
        return None
    return Decimal(f"{middle:.4f}").quantize(Decimal("0.1"), ROUND_HALF_UP)


def compared(viewer: Actor, year: int, measure: str) -> list[ComparedTeam]:
    """The teams that take part and show a rate, by name: the order says nothing of how they fare."""
    check_reads_nation(viewer)
    if measure not in COMPARED:
        raise NotFound
    found = _seen(viewer, BundleFigure.objects.filter(
        organisation_id=viewer.organisation_id, table="team", measure=measure, bundle__year=year,
        bundle__replaced_at=None, value__isnull=False,
    ))  # fmt: skip
    columns = ("group", "bundle__teams", "bundle__sender__name", "numerator", "denominator", "expected")
    teams = [
        ComparedTeam(names[group], sender, over or 0, under or 0, expected)
        for group, names, sender, over, under, expected in found.values_list(*columns)
    ]
    return sorted(teams, key=lambda one: (one.team, one.sender))


def shown_now(viewer: Actor) -> tuple[bool, datetime | None]:
    """Whether everybody can see the nation's figures, and since when it stands so; for its own people."""
    if not viewer.has(Role.MANAGER, Role.ADMINISTRATOR):
        raise NotFound
    row = NationShown.objects.filter(organisation_id=viewer.organisation_id).first()
    return (row.is_on, row.changed_at) if row else (False, None)
