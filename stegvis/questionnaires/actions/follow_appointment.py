"""Keeping what was asked before an appointment in step with it when the time is moved or cancelled."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from stegvis.care.models import Appointment
from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.questionnaires.models import Questionnaire


def follow_appointment(*, by: Actor, appointment: Appointment) -> int:
    """What is open for a moved time is due on its new day; for a cancelled one it is no longer asked.

    What the client has begun to answer is left to them. Returns how many rows were changed.
    `appointment` comes with its team, after the change.
    """
    standing = Questionnaire.objects.filter(
        organisation_id=by.organisation_id, appointment=appointment, submitted_at=None, withdrawn_at=None
    )
    if appointment.status == Appointment.Status.CANCELLED:
        return standing.filter(begun_at=None).update(withdrawn_at=clock.now())
    day = appointment.starts_at.astimezone(ZoneInfo(appointment.team.zone)).date()
    return standing.exclude(due_on=day).update(due_on=day)
