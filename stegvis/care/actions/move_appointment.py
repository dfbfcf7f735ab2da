"""Moving an agreed time: another hour, place, form or therapist. The client is told and reminded anew."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from stegvis.care.actions.book import check_can_book
from stegvis.care.actions.check_time import check_time
from stegvis.care.actions.lock import lock
from stegvis.care.actions.set_next_appointment import set_next_appointment
from stegvis.care.actions.tell_client import take_back_reminder, tell_of
from stegvis.care.models import Appointment
from stegvis.definitions.registration import Form
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


def check_can_move(*, by: Actor, appointment: Appointment) -> None:
    """Whoever may book for the client may move a time that is still planned."""
    check_can_book(by=by, episode=appointment.episode)
    if appointment.status != Appointment.Status.PLANNED:
        raise Denied(_("This appointment is no longer planned. Book a new one."))


def can_move(*, by: Actor, appointment: Appointment) -> bool:
    try:
        check_can_move(by=by, appointment=appointment)
    except (Denied, NotFound):
        return False
    return True


@once(Appointment)
def move_appointment(
    *,
    by: Actor,
    appointment: Appointment,
    starts_at: datetime,
    minutes: int,
    form: Form,
    staff: uuid.UUID,
    place: str = "",
) -> Appointment:
    """Give a planned appointment another time; the reminder of the old one never leaves."""
    episode = appointment.episode
    lock(episode)
    check_can_move(by=by, appointment=appointment)
    check_time(by=by, episode=episode, staff=staff, starts_at=starts_at, minutes=minutes, besides=appointment)
    take_back_reminder(by=by, appointment=appointment)
    appointment.starts_at = starts_at
    appointment.minutes = minutes
    appointment.form = form
    appointment.staff_id = staff
    appointment.place = place
    tell_of(by=by, appointment=appointment, person=episode.person)
    appointment.save()
    set_next_appointment(episode)
    return appointment
