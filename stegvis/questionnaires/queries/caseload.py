"""The caseload: everybody a therapist works with, those who need something first. One statement, however many rows.

It says who needs a human, never how ill somebody is: no grade is made of an answer.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of
from stegvis.care.queries.caseload import open_courses
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, NotFound, PersonKey
from stegvis.people.queries.identity import open_identity
from stegvis.people.sealing import sealer_of
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.trajectory import is_off_track, with_treatment_days
from stegvis.safety.models import Alert
from stegvis.safety.queries.alerts import with_open_alert

# The two that every client answers (the issue, point 4); others stand on the record.
SHOWN = ("phq-9", "gad-7")
# Rules of this list and no clinical limits: from three answers on a lack of change is worth a look, and after three
# weeks without a contact or a time ahead nobody has planned the next step.
ENOUGH_ANSWERS = 3
SILENT_DAYS = 21


class Show(enum.StrEnum):
    """What of the caseload is shown."""

    ALL = "all"
    NEEDS = "needs"
    NO_PROGRESS = "no_progress"
    OVERDUE = "overdue"


class Need(enum.IntEnum):
    """Why somebody needs the therapist, the first first."""

    UNREAD_ALERT = 1
    READ_ALERT = 2
    WORSE = 3
    OVERDUE = 4
    SILENT = 5
    NONE = 6


@dataclass(frozen=True)
class Line:
    """One instrument of a client: the recent scores, oldest first, and what became of the first one.

    `change` is improved, worsened, unchanged, or "" with fewer than two scores.
    """

    title: str
    recent: tuple[int | float, ...]
    count: int
    change: str
    difference: Decimal | None

    @property
    def last(self) -> int | float | None:
        return self.recent[-1] if self.recent else None


@dataclass(frozen=True)
class CaseRow:
    """One client. `week`: of the help that has begun, from 1. `overdue`: days since an answer should have come."""

    episode: uuid.UUID
    name: str
    birth_year: int | None
    state: State
    problem: str
    level: str
    week: int | None
    responsible: str
    lines: dict[str, Line]
    alert_id: uuid.UUID | None
    alert_due_at: datetime | None
    need: Need
    days_since: int | None
    overdue: int
    next_at: datetime | None
    is_off_track: bool

    @property
    def change(self) -> Line:
        """The line whose change is told: one that got surely worse, else the first with an answer."""
        lines = list(self.lines.values())
        worse = [line for line in lines if line.change == "worsened"]
        several = [line for line in lines if line.count > 1]
        return (worse or several or [line for line in lines if line.count] or lines)[0]

    @property
    def has_no_progress(self) -> bool:
        several = [line for line in self.lines.values() if line.count >= ENOUGH_ANSWERS]
        return bool(several) and not any(line.change == "improved" for line in several)

    def belongs(self, show: Show) -> bool:
        return {
            Show.ALL: True,
            Show.NEEDS: self.need is not Need.NONE,
            Show.NO_PROGRESS: self.has_no_progress,
            Show.OVERDUE: self.overdue > 0,
        }[show]


@dataclass(frozen=True)
class Caseload:
    """`counts` has every `Show`, and `off_track` those not on track, over all rows and not only those shown."""

    rows: tuple[CaseRow, ...]
    counts: dict[Show, int]
    off_track: int


def caseload(viewer: Actor, *, show: Show = Show.ALL, whole_team: bool = False) -> Caseload:
    """The open courses of the viewer, or of the whole team for a lead who asks for it. Raises NotFound."""
    if not viewer.is_clinical:
        raise NotFound
    waiting = Questionnaire.objects.filter(episode=OuterRef("pk"), submitted_at=None, withdrawn_at=None, corrects=None)
    rows: Iterable[tuple[Any, ...]] = (
        with_treatment_days(with_open_alert(open_courses(viewer, whole_team=whole_team)))
        .annotate(asked_for=Subquery(waiting.order_by("due_on").values("due_on")[:1]))
        .values_list(
            "id", "person_id", "state", "problem", "level", "started_on", "received_on", "last_contact_on",
            "next_appointment_at", "scores", "responsible_id", "responsible__name", "is_emergency",
            "person__protected_address", "person__key__wrapped", "person__identity__id", "person__identity__sealed",
            "open_alert", "asked_for", "treatment_days",
        )
    )  # fmt: skip
    today = clock.today(viewer.zone)
    found = [_row(viewer, _Read(*row), today) for row in rows]
    return Caseload(
        rows=tuple(sorted((row for row in found if row.belongs(show)), key=_order)),
        counts={each: sum(row.belongs(each) for row in found) for each in Show},
        off_track=sum(row.is_off_track for row in found),
    )


@dataclass(frozen=True)
class _Read:
    """A row as it comes from the database, before anything is opened."""

    episode: uuid.UUID
    person: uuid.UUID
    state: str
    problem: str
    level: str
    started_on: date | None
    received_on: date
    last_contact_on: date | None
    next_at: datetime | None
    scores: dict[str, dict[str, Any]]
    responsible_id: uuid.UUID | None
    responsible: str | None
    is_emergency: bool
    is_protected: bool
    key: bytes | None
    identity: uuid.UUID | None
    sealed: bytes | None
    alerts: list[dict[str, str]]
    asked_for: date | None
    treatment_days: list[date]


def _order(row: CaseRow) -> tuple[Any, ...]:
    """By need; within one need the alert that is due first, the longest overdue, the next appointment."""
    never = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    return (row.need, row.alert_due_at or never, -row.overdue, row.next_at or never, row.name, str(row.episode))


def _row(viewer: Actor, read: _Read, today: date) -> CaseRow:
    name, birth_year = _opened(viewer, read)
    lines = {each: _line(each, read.scores.get(each)) for each in SHOWN}
    alert = read.alerts[0] if read.alerts else None
    overdue = max(0, (today - read.asked_for).days) if read.asked_for else 0
    next_at = read.next_at if read.next_at and read.next_at > clock.now() else None
    begun = read.started_on
    return CaseRow(
        episode=read.episode,
        name=name,
        birth_year=birth_year,
        state=State(read.state),
        problem=read.problem,
        level=read.level,
        week=(today - begun).days // 7 + 1 if begun else None,
        responsible=read.responsible or "",
        lines=lines,
        alert_id=uuid.UUID(alert["id"]) if alert else None,
        alert_due_at=datetime.fromisoformat(alert["due"]) if alert else None,
        need=_need(read, lines, overdue, next_at, today),
        days_since=(today - read.last_contact_on).days if read.last_contact_on else None,
        overdue=overdue,
        next_at=next_at,
        is_off_track=is_off_track(read.scores, read.treatment_days, ZoneInfo(viewer.zone)),
    )


def _need(read: _Read, lines: dict[str, Line], overdue: int, next_at: datetime | None, today: date) -> Need:
    if read.alerts:
        return Need.UNREAD_ALERT if read.alerts[0]["state"] == Alert.State.RAISED else Need.READ_ALERT
    if any(line.change == "worsened" for line in lines.values()):
        return Need.WORSE
    if overdue:
        return Need.OVERDUE
    last = read.last_contact_on or read.received_on
    return Need.SILENT if next_at is None and (today - last).days > SILENT_DAYS else Need.NONE


def _line(name: str, kept: dict[str, Any] | None) -> Line:
    of = instrument(name)
    if not kept:
        return Line(of.title, (), 0, "", None)
    first, last = Decimal(str(kept["first"])), Decimal(str(kept["last"]))
    several = kept["count"] > 1
    change = of.change(first, last) if several else None
    return Line(of.title, tuple(kept["recent"]), kept["count"], change or "", last - first if several else None)


def _opened(viewer: Actor, read: _Read) -> tuple[str, int | None]:
    """Name and year of birth; nothing for somebody without an identity. Says that the person was shown."""
    episode = Episode(responsible_id=read.responsible_id)
    episode.is_emergency = read.is_emergency  # type: ignore[attr-defined]
    viewer.show(read.person, ground_of(viewer, episode))
    if read.sealed is None or read.key is None:
        return "", None
    key = PersonKey(organisation_id=viewer.organisation_id, person_id=read.person, wrapped=read.key)
    opened = open_identity(sealer_of(key), read.identity, bytes(read.sealed), is_protected=read.is_protected)
    return opened.name, opened.birth_date.year if opened.birth_date else None
