"""Who may not see a person, by the person's own wish."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from stegvis.people.models import Actor, Block, Person


@dataclass(frozen=True)
class BlockView:
    """`name` of the member of staff, or of the team."""

    id: uuid.UUID
    user_id: uuid.UUID | None
    name: str
    since: datetime


def blocks_of(viewer: Actor, person: Person) -> tuple[BlockView, ...]:
    """The blocks that stand for a person whom the caller's query has found visible. One statement."""
    rows = Block.objects.filter(organisation_id=viewer.organisation_id, person=person, until=None)
    return tuple(
        BlockView(row.pk, row.user_id, row.user.name if row.user else (row.team.name if row.team else ""), row.since)
        for row in rows.select_related("user", "team").order_by("since")
    )
