"""What client and guide have written to each other about a module."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stegvis.people.models import Actor
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.models import AssignedModule, Remark


@dataclass(frozen=True)
class RemarkLine:
    """One message. `by_name` is empty where the client wrote it; `is_own`: by the side that looks."""

    by_name: str
    is_own: bool
    text: str
    written_at: datetime
    read_at: datetime | None


def thread_of(viewer: Actor, module: AssignedModule) -> Sequence[RemarkLine]:
    """The whole thread, oldest first. `module`, with its person's key, is one that the viewer may read."""
    rows = Remark.objects.filter(organisation_id=viewer.organisation_id, module=module).select_related("by")
    sealer = sealer_of(module.person.key)
    return [
        RemarkLine(
            by_name=row.by.name if row.by else "",
            is_own=(row.by_id is None) == viewer.is_client,
            text=sealer.unseal(row.text_sealed, table="selfhelp_remark", column="text_sealed", row=row.pk),
            written_at=row.written_at,
            read_at=row.read_at,
        )
        for row in rows.order_by("written_at")
    ]
