"""Correcting a contact that was recorded wrongly; what stood before is kept in the history of the row."""

from __future__ import annotations

import uuid
from datetime import date

from stegvis.care.actions.lock import lock
from stegvis.care.actions.record_contact import check_can_record_contact, settle
from stegvis.care.models import Contact
from stegvis.care.queries.access import episode_of
from stegvis.definitions.registration import Attendance, Form, Level, Purpose
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound


@once(Contact)
def correct_contact(
    *,
    by: Actor,
    contact_id: uuid.UUID,
    on: date,
    purpose: Purpose,
    form: Form,
    attendance: Attendance,
    level: str = "",
    minutes: int | None = None,
) -> Contact:
    """Write the right values; when treatment began and when the client was last seen are counted anew.

    The state of the course stays: what was decided on the way is not undone by a slip of the pen. Raises NotFound
    and Denied.
    """
    contact = (
        Contact.objects.select_for_update(no_key=True).filter(organisation_id=by.organisation_id, pk=contact_id).first()
    )
    if contact is None:
        raise NotFound
    episode = episode_of(by, contact.episode_id)
    lock(episode)
    check_can_record_contact(by=by, episode=episode, on=on, minutes=minutes)
    contact.on = on
    contact.purpose, contact.form = Purpose(purpose), Form(form)
    contact.attendance = Attendance(attendance)
    contact.level = Level(level) if level else ""
    contact.minutes = minutes
    contact.save(update_fields=["on", "purpose", "form", "attendance", "level", "minutes"])
    settle(episode, contact)
    return contact
