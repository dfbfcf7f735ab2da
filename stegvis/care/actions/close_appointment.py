"""Closing an agreed time with what came of it. Part of recording a contact."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.care.actions.cancel import CANCELLATIONS
from stegvis.care.actions.tell_client import take_back_reminder, tell_of_cancelling
from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.definitions.registration import Attendance
from stegvis.people.models import Actor, Denied, NotFound


def close_appointment(*, by: Actor, episode: Episode, appointment: Appointment, attendance: Attendance) -> None:
    """Held (also when nobody came) or cancelled; one that was cancelled beforehand is told to the client.

    `appointment` comes with its team. Raises NotFound for another course's, Denied for one that is closed.
    """
    if appointment.episode_id != episode.pk:
        raise NotFound
    status = (
        Appointment.objects.select_for_update(no_key=True)
        .values_list("status", flat=True)
        .get(organisation_id=by.organisation_id, pk=appointment.pk)
    )
    if status != Appointment.Status.PLANNED:
        raise Denied(_("What came of this time is recorded already. Correct that contact instead."))
    is_cancelled = attendance in CANCELLATIONS
    appointment.status = Appointment.Status.CANCELLED if is_cancelled else Appointment.Status.HELD
    if appointment.starts_at > clock.now():
        take_back_reminder(by=by, appointment=appointment)
        if is_cancelled:
            tell_of_cancelling(by=by, appointment=appointment, person=episode.person)
    appointment.save(update_fields=["status", "reminder"])
