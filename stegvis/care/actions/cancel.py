"""Cancelling an agreed time, by the client's wish or by the team's: registered, so that figures are honest."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from stegvis.care.actions.lock import lock
from stegvis.care.actions.move_appointment import can_move, check_can_move
from stegvis.care.actions.set_next_appointment import set_next_appointment
from stegvis.care.actions.tell_client import take_back_reminder, tell_of_cancelling
from stegvis.care.models import Appointment, Contact
from stegvis.definitions import clock
from stegvis.definitions.registration import Attendance
from stegvis.people.actions.once import once
from stegvis.people.models import Actor

check_can_cancel, can_cancel = check_can_move, can_move
CANCELLATIONS = (Attendance.CANCELLED_BY_CLIENT, Attendance.CANCELLED_BY_TEAM)


@once(Appointment)
def cancel(*, by: Actor, appointment: Appointment, attendance: Attendance) -> Appointment:
    """Take a planned appointment off and register who cancelled; the client is told, the reminder never leaves.

    `attendance` is one of CANCELLATIONS; anything else raises ValueError.
    """
    if attendance not in CANCELLATIONS:
        raise ValueError(f"An appointment is not cancelled by {attendance}.")
    episode = appointment.episode
    lock(episode)
    check_can_cancel(by=by, appointment=appointment)
    take_back_reminder(by=by, appointment=appointment)
    appointment.status = Appointment.Status.CANCELLED
    appointment.save(update_fields=["status", "reminder"])
    _register(by, appointment, attendance)
    tell_of_cancelling(by=by, appointment=appointment, person=episode.person)
    set_next_appointment(episode)
    return appointment


def _register(by: Actor, appointment: Appointment, attendance: Attendance) -> None:
    Contact.objects.create(
        organisation_id=by.organisation_id,
        team_id=appointment.team_id,
        person_id=appointment.person_id,
        episode_id=appointment.episode_id,
        appointment=appointment,
        on=appointment.starts_at.astimezone(ZoneInfo(appointment.team.zone)).date(),
        purpose=appointment.purpose,
        form=appointment.form,
        attendance=attendance,
        level=appointment.episode.level,
        by_id=by.as_user,
        recorded_at=clock.now(),
    )
