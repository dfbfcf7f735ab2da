"""Closing a support request, from either side."""

from __future__ import annotations

import uuid

from stegvis.network.actions.answer_support import open_request
from stegvis.network.models import SupportRequest
from stegvis.people.actions.once import once
from stegvis.people.models import Actor


@once(SupportRequest)
def close_support(*, by: Actor, request_id: uuid.UUID) -> SupportRequest:
    """Raises NotFound, and Denied where it is closed already."""
    request = open_request(by, request_id)
    request.state = SupportRequest.State.CLOSED
    request.save(update_fields=["state"])
    return request
