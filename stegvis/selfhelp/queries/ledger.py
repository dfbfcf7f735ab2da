"""The ledger of what was noticed and which reminders were sent; therapist and client read the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from stegvis.notices.models import Notice
from stegvis.people.models import Actor
from stegvis.selfhelp.models import Outreach

NEWEST = 100


@dataclass(frozen=True)
class LedgerLine:
    """One thing noticed. `reminded_at`: when the reminder left the house; None where none was sent with it.

    `is_planned`: a reminder stands in the outbox.
    """

    id: uuid.UUID
    why: str
    key: str
    noticed_at: datetime
    reminded_at: datetime | None
    is_planned: bool
    done_at: datetime | None
    done_by: str


def own_ledger(viewer: Actor) -> Sequence[LedgerLine]:
    """The client's own, newest first. Raises NotFound for anybody else."""
    return _lines(viewer, person_id=viewer.own_person)


def ledger_of(viewer: Actor, assignment_id: uuid.UUID) -> Sequence[LedgerLine]:
    """Of an assignment that the viewer has found by `given.assignment_of`, newest first."""
    return _lines(viewer, assignment_id=assignment_id)


def _lines(viewer: Actor, **of: uuid.UUID) -> list[LedgerLine]:
    notices = Notice.objects.filter(pk=OuterRef("notice"))
    rows = (
        Outreach.objects.filter(organisation_id=viewer.organisation_id, **of)
        .select_related("done_by")
        .annotate(sent_at=Subquery(notices.values("sent_at")), state=Subquery(notices.values("state")))
        .order_by("-noticed_at", "why")[:NEWEST]
    )
    return [
        LedgerLine(
            id=row.pk,
            why=row.why,
            key=row.key,
            noticed_at=row.noticed_at,
            reminded_at=row.sent_at,
            is_planned=row.state == Notice.State.PLANNED,
            done_at=row.done_at,
            done_by=row.done_by.name if row.done_by else "",
        )
        for row in rows
    ]
