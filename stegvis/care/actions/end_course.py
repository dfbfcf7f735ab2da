"""Ending a course of care by the pathway: planned times are taken off, and the client is told of each."""

from __future__ import annotations

from stegvis.care.actions.tell_client import take_back_reminder, tell_of_cancelling
from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, move
from stegvis.definitions.registration import DischargeReason
from stegvis.people.models import Actor


def end_course(*, by: Actor, episode: Episode, name: str, reason: DischargeReason) -> None:
    """Take the move of that name today. Part of another action, which has locked the episode and saves it."""
    episode.state = move(State(episode.state), name).target
    episode.discharged_on = clock.today(by.zone)
    episode.discharge_reason = reason
    episode.next_appointment_at = None
    planned = Appointment.objects.filter(
        organisation_id=by.organisation_id, episode_id=episode.pk, status=Appointment.Status.PLANNED
    )
    for appointment in planned.select_related("team"):
        take_back_reminder(by=by, appointment=appointment)
        appointment.status = Appointment.Status.CANCELLED
        appointment.save(update_fields=["status", "reminder"])
        if appointment.starts_at > clock.now():
            tell_of_cancelling(by=by, appointment=appointment, person=episode.person)
