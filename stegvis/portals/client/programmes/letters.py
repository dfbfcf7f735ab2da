"""Where a device sends what it sealed while the connection was gone. It lets go of a letter when this says so."""

from __future__ import annotations

import base64
import binascii
import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from stegvis.people.models import Denied
from stegvis.portals.client.forms import unreadable
from stegvis.portals.guard import client
from stegvis.selfhelp.actions.receive_sealed import Letter, receive_sealed


@client
@require_POST
def letter(request: Any) -> HttpResponse:
    """Kept (200); refused for good, with a sentence (422). Anything else, and the device tries again later."""
    try:
        sent = _letter(request.POST.get("id", ""), request.POST.get("sealed", ""))
        receive_sealed(by=request.actor, letter=sent)
    except Denied as refusal:
        return JsonResponse({"words": refusal.sentence}, status=422)
    return JsonResponse({"id": str(sent.id)})


def _letter(id_: str, sealed: str) -> Letter:
    try:
        return Letter(uuid.UUID(id_), base64.b64decode(sealed, validate=True))
    except (ValueError, binascii.Error):
        raise unreadable() from None
