"""Showing a room what it answered. From then on no answer is taken, so that nobody's can be seen to arrive."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions.polls import FEWEST
from stegvis.library.actions.open_room import check_can_open_room
from stegvis.library.models import PollRoom
from stegvis.people.models import Actor, Denied, NotFound


def show_room(*, by: Actor, room: uuid.UUID) -> PollRoom:
    """Raises Denied while fewer than five have answered."""
    check_can_open_room(by)
    found = PollRoom.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=room).first()
    if found is None:
        raise NotFound
    if sum(found.counts.values()) < FEWEST:
        raise Denied(_("Fewer than five have answered. With so few, people could tell who said what."))
    found.is_shown = True
    found.save(update_fields=["is_shown"])
    return found
