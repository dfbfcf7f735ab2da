"""The nation as its bundles tell it: published counts summed, rates made anew of the sums. Holds no person's data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from stegvis.exchange.bundle.shape import share
from stegvis.exchange.models import BundleFigure, ReceivedBundle
from stegvis.outcomes.comparison.case_mix import COMPARED
from stegvis.outcomes.disclosure import ENOUGH, HIDDEN
from stegvis.outcomes.measures import EDITION, MEASURES, Measure, mean
from stegvis.people.models import Actor, NotFound, Role


@dataclass(frozen=True)
class Told:
    """One measure as one organisation's bundle tells it of all its teams."""

    sender: str
    region: str
    measure: str
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    missing: int | None


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
    """Its own managers and administrators; the rows are the national body's, so nobody else has any."""
    if not viewer.has(Role.MANAGER, Role.ADMINISTRATOR):
        raise NotFound


def years(viewer: Actor) -> list[int]:
    """The years that bundles are here of, the last first."""
    check_reads_nation(viewer)
    here = ReceivedBundle.objects.filter(organisation_id=viewer.organisation_id, replaced_at=None)
    return list(here.order_by("-year").values_list("year", flat=True).distinct())


def whole(viewer: Actor, year: int) -> list[Told]:
    """Every measure of every organisation's whole, by region and name of the sender."""
    check_reads_nation(viewer)
    found = BundleFigure.objects.filter(
        organisation_id=viewer.organisation_id, table="", bundle__year=year, bundle__replaced_at=None
    ).order_by("bundle__sender__region", "bundle__sender__name")
    columns = ("bundle__sender__name", "bundle__sender__region", "measure", "numerator", "denominator", "value",
               "missing")  # fmt: skip
    return [Told(*row) for row in found.values_list(*columns)]


def summed(rows: Sequence[Told]) -> list[Summed]:
    """Every measure over these organisations, in the order of the manual."""
    asked = len({row.sender for row in rows})
    return [_sum(each, [row for row in rows if row.measure == each.name], asked) for each in MEASURES]


def _sum(of: Measure, rows: Sequence[Told], asked: int) -> Summed:
    """Only organisations that show all the counts the value is made of; whom it hides is in neither part of a rate."""
    if of.kind == "median":
        shown = [row.value for row in rows if row.value is not None]
        middle = mean(int(10 * median(shown)), 10) if shown else None
        return Summed(of, None, None, middle, None, len(shown), asked)
    kept = [row for row in rows if row.numerator is not None and (row.denominator is not None or of.kind == "count")]
    if not kept:
        return Summed(of, None, None, None, None, 0, asked)
    over, under = _total(row.numerator for row in kept), _total(row.denominator for row in kept)
    if of.kind == "count":
        return Summed(of, over, None, over, None, len(kept), asked)
    told = [row.missing for row in kept if row.missing is not None]
    missing: int | str | None = (_total(told) if told else HIDDEN) if of.missing else None
    value: Decimal | int | None = None
    if under >= ENOUGH:
        value = share(over, under) if of.kind == "rate" else mean(over, under)
    return Summed(of, over, under, value, missing, len(kept), asked)


def _total(counts: Iterable[int | None]) -> int:
    return sum(count for count in counts if count is not None)


def compared(viewer: Actor, year: int, measure: str) -> list[ComparedTeam]:
    """The teams that take part and show a rate, by name: the order says nothing of how they fare."""
    check_reads_nation(viewer)
    if measure not in COMPARED:
        raise NotFound
    found = (
        BundleFigure.objects.filter(
            organisation_id=viewer.organisation_id, table="team", measure=measure, bundle__year=year,
            bundle__replaced_at=None, value__isnull=False,
        )
        .select_related("bundle__sender")
        .defer("bundle__file")
    )  # fmt: skip
    teams = [
        ComparedTeam(
            row.bundle.teams[row.group], row.bundle.sender.name, row.numerator or 0, row.denominator or 0, row.expected
        )
        for row in found
    ]
    return sorted(teams, key=lambda one: (one.team, one.sender))
