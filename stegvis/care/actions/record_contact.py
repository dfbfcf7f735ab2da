"""Recording a contact, held or missed, with every coded field of the registration; only what happened is asked for."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from stegvis.care.actions.close_appointment import close_appointment
from stegvis.care.actions.contact_days import TREATING, set_contact_days
from stegvis.care.actions.lock import lock
from stegvis.care.actions.set_next_appointment import set_next_appointment
from stegvis.care.models import Appointment, Contact, Episode
from stegvis.care.queries.access import may_read
from stegvis.care.queries.assessment import SEEN
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, move
from stegvis.definitions.registration import Attendance, Form, Level, Purpose
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

LONGEST = 600  # minutes; MEASURES.md, registration data set 1


def check_can_record_contact(*, by: Actor, episode: Episode, on: date, minutes: int | None = None) -> None:
    """Raise unless a clinician who may see the record writes down what has happened within the course."""
    if not by.is_clinical or not may_read(by, episode):
        raise NotFound
    if on > clock.today(by.zone):
        raise Denied(_("A contact is recorded when it has taken place. Book a time for what is to come."))
    if on < episode.received_on:
        raise Denied(_("This day lies before the request for help came."))
    if episode.discharged_on and on > episode.discharged_on:
        raise Denied(_("This course had ended on that day. Open it again before you record what came later."))
    if minutes is not None and not 0 <= minutes <= LONGEST:
        raise Denied(_("A contact lasts from 0 to 600 minutes."))


def can_record_contact(*, by: Actor, episode: Episode, on: date, minutes: int | None = None) -> bool:
    try:
        check_can_record_contact(by=by, episode=episode, on=on, minutes=minutes)
    except (Denied, NotFound):
        return False
    return True


@once(Contact)
def record_contact(
    *,
    by: Actor,
    episode: Episode,
    on: date,
    purpose: Purpose,
    form: Form,
    attendance: Attendance,
    level: str = "",
    minutes: int | None = None,
    appointment: Appointment | None = None,
) -> Contact:
    """Write the contact; the appointment it came of is closed, and treatment begins with the first one.

    `on` is the team's local date, `level` the one of the episode unless given. Raises NotFound and Denied.
    """
    lock(episode)
    check_can_record_contact(by=by, episode=episode, on=on, minutes=minutes)
    if appointment is not None:
        close_appointment(by=by, episode=episode, appointment=appointment, attendance=attendance)
    contact = Contact.objects.create(
        organisation_id=by.organisation_id,
        team_id=episode.team_id,
        person_id=episode.person_id,
        episode=episode,
        appointment=appointment,
        on=on,
        purpose=Purpose(purpose),
        form=Form(form),
        attendance=Attendance(attendance),
        level=Level(level) if level else episode.level,
        minutes=minutes,
        by_id=by.as_user,
        recorded_at=clock.now(),
    )
    settle(episode, contact)
    return contact


def settle(episode: Episode, contact: Contact) -> None:
    """Bring the episode up to date with a contact that was written or corrected. Part of another action."""
    set_contact_days(episode)
    began = contact.attendance in SEEN and contact.purpose in TREATING
    if began and State(episode.state) is State.WAITING_FOR_TREATMENT:
        episode.state = move(State(episode.state), "start_treatment").target
    episode.save(update_fields=["last_contact_on", "started_on", "assessed_on", "state"])
    set_next_appointment(episode)
