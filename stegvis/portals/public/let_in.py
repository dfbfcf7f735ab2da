"""Beginning the session of a client who has shown a way in."""

from __future__ import annotations

import uuid
from typing import Any

from django.middleware.csrf import rotate_token


def let_in(request: Any, person: uuid.UUID, organisation: uuid.UUID) -> None:
    """A new session under a new key; whoever was logged in here before is logged out."""
    request.session.flush()
    request.session["client"] = str(person)
    request.session["client_organisation"] = str(organisation)
    rotate_token(request)
