"""Showing a self-check to the organisation's implementation supporter, and taking that back."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.start_checks import own_self_check
from stegvis.network.models import SelfCheck
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied


@once(SelfCheck)
def share_self_check(*, by: Actor, self_check_id: uuid.UUID, is_shared: bool) -> SelfCheck:
    """Raises NotFound, and Denied before it is finished."""
    check = own_self_check(by, self_check_id)
    if check.finished_at is None:
        raise Denied(_("Finish the self-check before you share it."))
    check.is_shared, check.changed_by_id, check.changed_at = is_shared, by.as_user, clock.now()
    check.save(update_fields=["is_shared", "changed_by", "changed_at"])
    return check
