"""The duty roster: whether the coming days are covered, who reads and when, and the plan as staff see it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stegvis.definitions import clock
from stegvis.people.models import Actor, NotFound, Role
from stegvis.safety.queries.watch import Shift, Watch, coming_watch, read_watch

# DESIGN.md, Safety: without named people for the coming 14 days, no questionnaire with a risk item.
COVERED_DAYS = 14
# The team's roster is shown and planned four weeks at a time.
PLANNED_DAYS = 28


@dataclass(frozen=True)
class Reader:
    """Who reads what is answered now, from when, and by when it is read at the latest."""

    name: str
    profession: str
    is_open_now: bool
    reads_from: datetime
    due_at: datetime


@dataclass(frozen=True)
class RosterDay:
    """`is_missing`: the team is open and does not have two people who can be on duty that day."""

    on: date
    is_open: bool
    shift: Shift | None
    is_missing: bool


@dataclass(frozen=True)
class Roster:
    """`closes_on`: the first day on which questionnaires with a risk item are closed; None while all is planned."""

    days: tuple[RosterDay, ...]
    missing: tuple[date, ...]
    is_covered: bool
    closes_on: date | None


def covered(team_id: uuid.UUID, zone: str) -> bool:
    """Whether each of the coming 14 days, from today, on which the team is open has two people who can be on duty.

    A team that is not open on any of them is not covered: nobody would read for two weeks.
    """
    today = clock.today(zone)
    watch = read_watch(team_id, zone, today, COVERED_DAYS)
    return _is_covered(watch, today)


def missing_days(team_id: uuid.UUID, zone: str, days: int = COVERED_DAYS) -> tuple[date, ...]:
    """The open days, of so many from today on, that lack a duty person or a substitute."""
    today = clock.today(zone)
    return read_watch(team_id, zone, today, days).missing(today, days)


def who_reads(team_id: uuid.UUID, zone: str, at: datetime) -> Reader | None:
    """The duty person of the next time the team is open; None when nobody is named, so that nothing is promised."""
    watch = coming_watch(team_id, zone, at)
    named = watch.named_at(at)
    if not named or not watch.hours.weekly:
        return None
    first, reads_from = named[0], watch.reads_from(at)
    return Reader(first.name, first.profession, watch.hours.is_open(at), reads_from, watch.due_at(at))


def roster(viewer: Actor) -> Roster:
    """The viewer's team for the coming four weeks. One statement. Raises NotFound for who has no part in it."""
    if not (viewer.is_clinical or viewer.has(Role.COORDINATOR)):
        raise NotFound
    today = clock.today(viewer.zone)
    watch = read_watch(viewer.at_team, viewer.zone, today, PLANNED_DAYS)
    missing = watch.missing(today, PLANNED_DAYS)
    days = (today + timedelta(days=number) for number in range(PLANNED_DAYS))
    return Roster(
        days=tuple(RosterDay(day, watch.is_open_on(day), watch.shifts.get(day), day in missing) for day in days),
        missing=missing,
        is_covered=_is_covered(watch, today),
        closes_on=_closes_on(watch, today, missing),
    )


def _is_covered(watch: Watch, today: date) -> bool:
    return watch.is_ever_open(today, COVERED_DAYS) and not watch.missing(today, COVERED_DAYS)


def _closes_on(watch: Watch, today: date, missing: tuple[date, ...]) -> date | None:
    """A gap closes them thirteen days before it; so does a stretch of two weeks without an open day, as it begins."""
    if not watch.is_ever_open(today, COVERED_DAYS):
        return today
    return max(today, missing[0] - timedelta(days=COVERED_DAYS - 1)) if missing else None
