"""A therapist's day: who comes when, and whether they have answered before it. One statement."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from stegvis.care.models import Appointment
from stegvis.care.queries.access import ground_of
from stegvis.care.queries.today import appointments_of_the_day
from stegvis.definitions import clock
from stegvis.definitions.registration import Form, Purpose, label
from stegvis.people.models import Actor, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.questionnaires.models import Questionnaire


@dataclass(frozen=True)
class Meeting:
    """One appointment. `asked` and `answered` count the questionnaires put to the client before it."""

    id: uuid.UUID
    episode: uuid.UUID
    name: str
    starts_at: datetime
    minutes: int
    form: str
    purpose: str
    place: str
    is_recorded: bool
    has_begun: bool
    asked: int
    answered: int


@dataclass(frozen=True)
class Day:
    """`earlier`: appointments of days before, of which nobody has written what came."""

    meetings: tuple[Meeting, ...]
    earlier: tuple[Meeting, ...]


def day_of(viewer: Actor) -> Day:
    """The viewer's own day. Raises NotFound for those who do not treat people."""
    if not viewer.is_clinical:
        raise NotFound
    asked = Questionnaire.objects.filter(appointment=OuterRef("pk"), withdrawn_at=None)
    rows = appointments_of_the_day(viewer).annotate(asked=ArraySubquery(asked.values("submitted_at")))
    begins = clock.at_wall(clock.today(viewer.zone), time.min, viewer.zone)
    meetings = [_meeting(viewer, row) for row in rows]
    return Day(
        meetings=tuple(one for one in meetings if one.starts_at >= begins),
        earlier=tuple(one for one in meetings if one.starts_at < begins),
    )


def _meeting(viewer: Actor, row: Appointment) -> Meeting:
    row.episode.is_emergency = row.is_emergency  # type: ignore[attr-defined]
    viewer.show(row.person_id, ground_of(viewer, row.episode))
    asked: list[datetime | None] = row.asked  # type: ignore[attr-defined]
    return Meeting(
        id=row.pk,
        episode=row.episode_id,
        name=identity_of(row.person).name,
        starts_at=row.starts_at,
        minutes=row.minutes,
        form=label(Form(row.form), viewer.language),
        purpose=label(Purpose(row.purpose), viewer.language),
        place=row.place,
        is_recorded=row.status == Appointment.Status.HELD,
        has_begun=row.starts_at <= clock.now(),
        asked=len(asked),
        answered=len(asked) - asked.count(None),
    )
