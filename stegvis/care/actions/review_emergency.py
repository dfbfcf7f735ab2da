"""Reviewing an emergency access: the lead has read who opened whose record, and why."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.care.models import EmergencyAccess
from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role


def check_can_review_emergency(*, by: Actor, access: EmergencyAccess) -> None:
    """A lead of the team may, but never of what they opened themselves."""
    if not by.has(Role.LEAD) or access.team_id != by.team_id:
        raise NotFound
    if access.user_id == by.user_id:
        raise Denied(_("You opened this record yourself. Another lead must review it."))
    if access.reviewed_at is not None:
        raise Denied(_("This access has been reviewed already."))


def can_review_emergency(*, by: Actor, access: EmergencyAccess) -> bool:
    try:
        check_can_review_emergency(by=by, access=access)
    except (Denied, NotFound):
        return False
    return True


@once(EmergencyAccess)
def review_emergency(*, by: Actor, access_id: uuid.UUID) -> EmergencyAccess:
    """Write who reviewed it and when. Raises NotFound and Denied."""
    access = (
        EmergencyAccess.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, pk=access_id)
        .first()
    )
    if access is None:
        raise NotFound
    check_can_review_emergency(by=by, access=access)
    access.reviewed_by_id, access.reviewed_at = by.user_id, clock.now()
    access.save(update_fields=["reviewed_by", "reviewed_at"])
    return access
