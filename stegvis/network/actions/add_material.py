"""Slides and notes of an event, kept for those who could not come."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.check_file import check_room_left, checked_file
from stegvis.network.actions.checks import check_can_arrange_event, check_fits, check_names_nobody
from stegvis.network.actions.share_file import LICENCES
from stegvis.network.models import Event, EventMaterial
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

LONGEST = {"title": 150}  # characters


@once(EventMaterial)
def add_material(*, by: Actor, event_id: uuid.UUID, title: str, licence: str, content: bytes) -> EventMaterial:
    """A PDF, PNG or JPEG that anybody who may see the event can read. Raises NotFound and Denied."""
    event = Event.objects.filter(organisation_id=by.organisation_id, pk=event_id).first()
    if event is None:
        raise NotFound
    check_can_arrange_event(by, event)
    check_names_nobody(title)
    check_fits(LONGEST, title=title)
    if licence not in LICENCES:
        raise Denied(_("Choose the licence under which others may use the file."))
    check_room_left(by)
    checked = checked_file(content)
    return EventMaterial.objects.create(
        organisation_id=by.organisation_id,
        event=event,
        title=title.strip(),
        licence=licence,
        type=checked.type,
        content=checked.content,
        added_by_id=by.user_id,
        added_at=clock.now(),
    )
