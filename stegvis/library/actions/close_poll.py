"""Closing a poll: no more answers are taken, and what was answered stays to be seen."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import Poll
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role


def check_can_close_poll(by: Actor) -> None:
    """Raise Denied unless an editor decides."""
    if not by.has(Role.EDITOR):
        raise Denied(_("An editor decides when a question is closed."))


@once(Poll)
def close_poll(*, by: Actor, poll: uuid.UUID) -> Poll:
    """Close it; closing what is closed changes nothing. Raises Denied."""
    check_can_close_poll(by)
    found = Poll.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=poll).first()
    if found is None:
        raise NotFound
    if found.closed_at is None:
        found.closed_at = clock.now()
        found.save(update_fields=["closed_at"])
    return found
