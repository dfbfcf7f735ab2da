"""Agreeing on a time: the appointment, what the client is told of it, and the next time on the episode."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from stegvis.care.actions.check_time import check_time
from stegvis.care.actions.lock import lock
from stegvis.care.actions.set_next_appointment import set_next_appointment
from stegvis.care.actions.tell_client import tell_of
from stegvis.care.models import Appointment, Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Form, Purpose
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


def check_can_book(*, by: Actor, episode: Episode) -> None:
    """Coordinators of the team may, and the clinicians who work with the client; not by an emergency access."""
    if not works_with(by, episode):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course has ended. Open it again before you book."))


def can_book(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_book(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(Appointment)
def book(
    *,
    by: Actor,
    episode: Episode,
    starts_at: datetime,
    minutes: int,
    form: Form,
    purpose: Purpose,
    staff: uuid.UUID,
    place: str = "",
) -> Appointment:
    """Plan a time to come with a therapist who is free, and tell the client by neutral notices."""
    lock(episode)
    check_can_book(by=by, episode=episode)
    check_time(by=by, episode=episode, staff=staff, starts_at=starts_at, minutes=minutes)
    appointment = Appointment(
        organisation_id=by.organisation_id,
        team_id=episode.team_id,
        person_id=episode.person_id,
        episode=episode,
        starts_at=starts_at,
        minutes=minutes,
        form=form,
        purpose=purpose,
        place=place,
        staff_id=staff,
    )
    tell_of(by=by, appointment=appointment, person=episode.person)
    appointment.save()
    set_next_appointment(episode)
    return appointment
