"""The intake board: everybody a team has said yes to, or has to answer, and how long they have waited.

Holds nothing of what a person wrote: a coordinator works by it. Two statements, however many rows.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of, listed_episodes
from stegvis.care.queries.duplicates import possible_earlier_among
from stegvis.definitions import clock
from stegvis.definitions.calendar import working_days_between
from stegvis.definitions.pathway import CLOCKS, Clock, State
from stegvis.people.models import Actor, Closure, PersonKey
from stegvis.people.queries.identity import open_identity
from stegvis.people.sealing import sealer_of


class Group(enum.StrEnum):
    """Where on the way somebody stands, in the order a team meeting takes them."""

    NEW = "new"  # nobody is responsible and no time is agreed
    WAITING = "waiting"  # somebody has taken it; the assessment has not begun
    ASSESSMENT = "assessment"
    DECIDED = "decided"  # the level of care is chosen, the treatment has not begun
    IN_CARE = "in_care"


class Show(enum.StrEnum):
    """What of the board is shown."""

    WAITING = "waiting"  # everybody whose treatment has not begun
    NEW = "new"
    LATE = "late"
    ASSESSMENT = "assessment"
    DECIDED = "decided"
    IN_CARE = "in_care"


@dataclass(frozen=True)
class IntakeRow:
    """One person. `days`: how long they waited for treatment, or have waited until now.

    `late_by`: calendar days past the team's target to assessment, 0 when not past it.
    """

    episode: uuid.UUID
    name: str
    birth_date: date | None
    is_protected: bool
    group: Group
    received_on: date
    days: int
    working_days: int
    target_on: date | None
    late_by: int
    responsible: str
    next_appointment_at: datetime | None
    needs_interpreter: bool
    maybe_earlier: bool


@dataclass(frozen=True)
class Board:
    """`counts` has every `Show`, over all rows and not only those shown; `late` of those are past the target."""

    rows: tuple[IntakeRow, ...]
    counts: dict[Show, int]
    target_days: int | None


@dataclass(frozen=True)
class _Read:
    """A row as it comes from the database, before anything is opened."""

    episode: uuid.UUID
    person: uuid.UUID
    state: str
    received_on: date
    started_on: date | None
    responsible_id: uuid.UUID | None
    responsible: str | None
    next_appointment_at: datetime | None
    is_emergency: bool
    needs_interpreter: bool
    is_protected: bool
    key: bytes | None
    identity: uuid.UUID | None
    sealed: bytes | None
    target_days: int
    closed: list[date]

    @property
    def group(self) -> Group:
        if self.state == State.WAITING:
            return Group.WAITING if self.responsible_id or self.next_appointment_at else Group.NEW
        groups = {State.IN_ASSESSMENT: Group.ASSESSMENT, State.WAITING_FOR_TREATMENT: Group.DECIDED}
        return groups.get(State(self.state), Group.IN_CARE)

    def late_by(self, today: date) -> int:
        runs = Clock.TO_ASSESSMENT in CLOCKS[State(self.state)]
        return max(0, (today - self.received_on).days - self.target_days) if runs else 0


def board(viewer: Actor, show: Show = Show.WAITING) -> Board:
    """The viewer's listed episodes that are open, in the order of a team meeting: the late first, then the new."""
    today = clock.today(viewer.zone)
    rows = _read(viewer)
    shown = sorted(
        (row for row in rows if _belongs(row, show, today)),
        key=lambda row: (-row.late_by(today), list(Group).index(row.group), row.received_on, row.episode),
    )
    earlier = possible_earlier_among(viewer, [row.person for row in shown if row.group is not Group.IN_CARE])
    return Board(
        rows=tuple(_row(viewer, row, today, row.person in earlier) for row in shown),
        counts={each: sum(_belongs(row, each, today) for row in rows) for each in Show},
        target_days=rows[0].target_days if rows else None,
    )


def _belongs(row: _Read, show: Show, today: date) -> bool:
    if show is Show.WAITING:
        return row.group is not Group.IN_CARE
    if show is Show.LATE:
        return row.late_by(today) > 0
    return row.group.value == show.value


def with_closures(viewer: Actor, episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Each episode with `closed`, the days the viewer's team keeps closed, for counting working days."""
    return episodes.annotate(closed=ArraySubquery(Closure.objects.filter(team_id=viewer.at_team).values("on")))


def _read(viewer: Actor) -> list[_Read]:
    episodes = with_closures(viewer, listed_episodes(viewer).exclude(state=State.DISCHARGED))
    rows: Iterable[tuple[Any, ...]] = episodes.values_list(
        "id", "person_id", "state", "received_on", "started_on", "responsible_id", "responsible__name",
        "next_appointment_at", *(["is_emergency"] if viewer.is_clinical else []),
        "referral__needs_interpreter", "person__protected_address", "person__key__wrapped",
        "person__identity__id", "person__identity__sealed", "team__target_wait_days", "closed",
    )  # fmt: skip
    if not viewer.is_clinical:
        rows = ((*row[:8], False, *row[8:]) for row in rows)
    return [_Read(*row) for row in rows]


def _row(viewer: Actor, row: _Read, today: date, maybe_earlier: bool) -> IntakeRow:
    name, birth_date = _opened(viewer, row)
    waits = row.group in (Group.NEW, Group.WAITING)
    until = row.started_on or today
    return IntakeRow(
        episode=row.episode,
        name=name,
        birth_date=birth_date,
        is_protected=row.is_protected,
        group=row.group,
        received_on=row.received_on,
        days=(until - row.received_on).days,
        working_days=working_days_between(row.received_on, until, viewer.country, tuple(row.closed)),
        target_on=row.received_on + timedelta(days=row.target_days) if waits else None,
        late_by=row.late_by(today),
        responsible=row.responsible or "",
        next_appointment_at=row.next_appointment_at,
        needs_interpreter=row.needs_interpreter,
        maybe_earlier=maybe_earlier,
    )


def _opened(viewer: Actor, row: _Read) -> tuple[str, date | None]:
    """Name and birth date; nothing for somebody without an identity. Says that the person was shown."""
    episode = Episode(responsible_id=row.responsible_id)
    episode.is_emergency = row.is_emergency  # type: ignore[attr-defined]
    viewer.show(row.person, ground_of(viewer, episode))
    if row.sealed is None or row.key is None:
        return "", None
    key = PersonKey(organisation_id=viewer.organisation_id, person_id=row.person, wrapped=row.key)
    opened = open_identity(sealer_of(key), row.identity, bytes(row.sealed), is_protected=row.is_protected)
    return opened.name, opened.birth_date
