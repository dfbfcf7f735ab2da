"""Teams as anybody may see them: where they are, whom they serve and when they are open. No person's data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from stegvis.people.models import Actor, OpeningHours, Organisation, Team

Span = tuple[time, time]


@dataclass(frozen=True)
class TeamEntry:
    """A row of the list of teams."""

    name: str
    slug: str
    organisation: str
    country: str
    municipalities: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """What a form for referral must know of the team: its country, and the municipalities it serves."""

    country: str
    zone: str
    municipalities: tuple[tuple[str, str], ...]  # (code, name)


@dataclass(frozen=True)
class Hours:
    """Weekdays in a row (0 is Monday) with the same opening hours, in the team's wall time."""

    first: int
    last: int
    spans: tuple[Span, ...]


def teams() -> tuple[TeamEntry, ...]:
    """Every team that treats people, by name."""
    national = Organisation.Kind.NATIONAL
    rows = Team.objects.select_related("organisation").exclude(organisation__kind=national).order_by("name")
    return tuple(
        TeamEntry(
            name=row.name,
            slug=row.slug,
            organisation=row.organisation.name,
            country=row.organisation.country,
            municipalities=tuple(each["name"] for each in row.municipalities),
        )
        for row in rows
    )


def national_bodies(country: str) -> tuple[tuple[str, str], ...]:
    """Name and slug of the bodies here that show a nation's figures in that country."""
    there = Team.objects.filter(organisation__kind=Organisation.Kind.NATIONAL, organisation__country=country)
    return tuple(there.order_by("slug").values_list("organisation__name", "slug"))


def place_of(viewer: Actor) -> Place:
    """The viewer's own team."""
    served = Team.objects.filter(pk=viewer.at_team).values_list("municipalities", flat=True).get()
    return Place(viewer.country, viewer.zone, _pairs(served))


def place_in(team: Team) -> Place:
    """The same from a team that is at hand with its organisation: no statement."""
    return Place(team.organisation.country, team.zone, _pairs(team.municipalities))


def hours_of(team: Team) -> tuple[Hours, ...]:
    """The team's week, days with the same hours together; a closed day stands in none."""
    weekly: dict[int, list[Span]] = {}
    for row in OpeningHours.objects.filter(team_id=team.pk).order_by("weekday", "opens"):
        weekly.setdefault(row.weekday, []).append((row.opens, row.closes))
    found: list[Hours] = []
    for day, spans in sorted(weekly.items()):
        before = found[-1] if found else None
        if before and before.last == day - 1 and before.spans == tuple(spans):
            found[-1] = Hours(before.first, day, before.spans)
        else:
            found.append(Hours(day, day, tuple(spans)))
    return tuple(found)


def _pairs(municipalities: list[dict[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((each["code"], each["name"]) for each in municipalities)
