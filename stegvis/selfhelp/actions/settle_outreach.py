"""The therapist has taken care of somebody who was falling off: the task leaves the list, the ledger keeps it."""

from __future__ import annotations

import uuid

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound
from stegvis.selfhelp.actions.arrange import check_can_arrange
from stegvis.selfhelp.models import Outreach


@once(Outreach)
def settle_outreach(*, by: Actor, outreach_id: uuid.UUID) -> Outreach:
    """Write who did and when; the first one stands. Raises NotFound and Denied."""
    rows = Outreach.objects.select_for_update(no_key=True, of=("self",)).select_related("assignment__episode")
    found = rows.filter(organisation_id=by.organisation_id, pk=outreach_id).first()
    if found is None:
        raise NotFound
    check_can_arrange(by, found.assignment)
    if found.done_at is None:
        found.done_at, found.done_by_id = clock.now(), by.as_user
        found.save(update_fields=["done_at", "done_by"])
    return found
