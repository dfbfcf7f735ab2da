"""Telling a client of an appointment: at once, and by a reminder the day before. Neutral texts only."""

from __future__ import annotations

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from stegvis.care.models import Appointment
from stegvis.definitions import clock
from stegvis.notices.actions.notify import notify
from stegvis.notices.actions.withhold import withhold
from stegvis.notices.when import when
from stegvis.people.models import Actor, Person

# The day before, when people are up and the team's phone is open.
REMIND_AT = time(10)


def tell_of(*, by: Actor, appointment: Appointment, person: Person) -> None:
    """Say when the appointment is, and plan the reminder unless it would come too late. Part of another action."""
    team = appointment.team
    values = {
        "when": when(appointment.starts_at, zone=team.zone, language=person.language),
        "phone": team.phone,
    }
    notify(by=by, text="appointment", person=person, values=values)
    day_before = appointment.starts_at.astimezone(ZoneInfo(team.zone)).date() - timedelta(days=1)
    remind_at = clock.at_wall(day_before, REMIND_AT, team.zone)
    if remind_at > clock.now():
        reminder = notify(by=by, text="appointment_reminder", person=person, values=values, planned_for=remind_at)
        appointment.reminder = reminder.id


def tell_of_cancelling(*, by: Actor, appointment: Appointment, person: Person) -> None:
    """Say that the appointment is cancelled. Part of another action."""
    team = appointment.team
    spoken = when(appointment.starts_at, zone=team.zone, language=person.language)
    notify(by=by, text="appointment_cancelled", person=person, values={"when": spoken, "phone": team.phone})


def take_back_reminder(*, by: Actor, appointment: Appointment) -> None:
    """Nobody is reminded of a time that no longer holds. Part of another action."""
    if appointment.reminder:
        withhold(by=by, notice=appointment.reminder, why="the appointment was moved or cancelled")
        appointment.reminder = None
