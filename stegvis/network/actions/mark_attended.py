"""Writing down who came to an event."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_can_arrange_event
from stegvis.network.models import Event, SignUp
from stegvis.people.models import Actor, Denied, NotFound


@transaction.atomic
def mark_attended(*, by: Actor, event_id: uuid.UUID, came: Collection[uuid.UUID]) -> int:
    """Of those with a seat, these came and the others did not; how many came. The same however often it is done."""
    event = Event.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=event_id).first()
    if event is None:
        raise NotFound
    check_can_arrange_event(by, event)
    if event.cancelled_at is not None:
        raise Denied(_("The event is cancelled."))
    if event.starts_at > clock.now():
        raise Denied(_("Nobody can have come before the event begins."))
    seats = SignUp.objects.filter(organisation_id=by.organisation_id, event=event, state=SignUp.State.SEAT)
    seats.exclude(pk__in=came).update(attended=False)
    return seats.filter(pk__in=came).update(attended=True)
