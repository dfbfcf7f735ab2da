"""Taking back a notice that has not left yet, as a reminder of an appointment that was moved."""

from __future__ import annotations

import uuid

from stegvis.notices.models import Notice
from stegvis.people.models import Actor


def withhold(*, by: Actor, notice: uuid.UUID, why: str) -> int:
    """Keep a planned notice from being sent; how many were (0 when it has left). Part of another action."""
    planned = Notice.objects.filter(organisation_id=by.organisation_id, pk=notice, state=Notice.State.PLANNED)
    return planned.update(state=Notice.State.WITHHELD, why=why)
