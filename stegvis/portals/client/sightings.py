"""The access log day by day, in the client's words: repeated views in one line, the own ones in one for the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from stegvis.people.queries.access import Seen
from stegvis.portals.client.words import ground_words, page_words, role_words
from stegvis.portals.wording import clock_time, local


@dataclass(frozen=True)
class Sighting:
    """Somebody saw a page, once or several times in a row. `first` and `last` are times of the day."""

    name: str
    role: str
    page: str
    ground: str
    is_emergency: bool
    first: str
    last: str
    times: int


@dataclass(frozen=True)
class SeenDay:
    """One day, newest first. `own` counts the client's own pages."""

    on: date
    sightings: tuple[Sighting, ...]
    own: int


def days_of(seen: Sequence[Seen], zone: str) -> list[SeenDay]:
    """`seen` newest first, as the query gives it."""
    days = []
    for on, entries in groupby(seen, key=lambda one: local(one.at, zone).date()):
        of_day = list(entries)
        others = [one for one in of_day if not one.is_own]
        runs = groupby(others, key=lambda one: (one.name, one.role, one.page, one.ground))
        days.append(
            SeenDay(
                on=on,
                sightings=tuple(_sighting(list(run), zone) for _key, run in runs),
                own=len(of_day) - len(others),
            )
        )
    return days


def _sighting(run: list[Seen], zone: str) -> Sighting:
    newest = run[0]
    return Sighting(
        name=newest.name or "Stegvis",
        role=newest.profession or role_words(newest.role),
        page=page_words(newest.page),
        ground=ground_words(newest.ground),
        is_emergency=newest.ground == "emergency",
        first=clock_time(run[-1].at, zone),
        last=clock_time(newest.at, zone),
        times=len(run),
    )
