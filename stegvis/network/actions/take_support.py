"""Taking a support request: the team sees who works on it."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.network.actions.answer_support import open_request
from stegvis.network.models import SupportRequest
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


@once(SupportRequest)
def take_support(*, by: Actor, request_id: uuid.UUID) -> SupportRequest:
    """Raises NotFound and Denied. One that another supporter has taken may be taken over."""
    if not by.has(Role.SUPPORTER):
        raise Denied(_("Only an implementation supporter can do this."))
    request = open_request(by, request_id)
    request.state, request.taken_by_id = SupportRequest.State.UNDERWAY, by.as_user
    request.save(update_fields=["state", "taken_by"])
    return request
