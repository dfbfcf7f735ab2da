"""What a client has written in a module, opened: each sheet, and the other text where two devices wrote at once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from stegvis.people.sealing import Sealer, from_json

Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class CopyView:
    """What another device wrote at the same time; the client has not chosen yet."""

    id: uuid.UUID
    rows: Rows
    written_at: datetime


@dataclass(frozen=True)
class SheetView:
    """A sheet as it stands. `version` is what the form is made from; 0 before anything is written."""

    block: str
    rows: Rows = ()
    version: int = 0
    saved_at: datetime | None = None
    copies: tuple[CopyView, ...] = ()

    @property
    def copy(self) -> CopyView | None:
        return self.copies[0] if self.copies else None


def seal_rows(sealer: Sealer, rows: Sequence[Mapping[str, str]], *, table: str, row: uuid.UUID) -> bytes:
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return sealer.seal(text, table=table, column="answers_sealed", row=row)


def open_rows(sealer: Sealer, sealed: bytes | memoryview, *, table: str, row: uuid.UUID) -> Rows:
    """The rows of a sheet (table selfhelp_sheet) or of a copy (selfhelp_sheetcopy)."""
    return tuple(json.loads(sealer.unseal(sealed, table=table, column="answers_sealed", row=row)))


# Every page of a programme reads its sheets: one prepared statement and not composed anew each time.
_SHEETS = """
    select s.id, s.block, s.answers_sealed, s.version, s.saved_at,
           (select json_agg(json_build_object('id', c.id, 'sealed', c.answers_sealed, 'at', c.written_at)
                            order by c.arrived_at)::text
            from selfhelp_sheetcopy c
            where c.organisation_id = s.organisation_id and c.sheet_id = s.id and c.settled_at is null)
    from selfhelp_sheet s where s.organisation_id = %s and s.module_id = any(%s)
"""


def opened(sealer: Sealer, organisation_id: uuid.UUID, modules: Sequence[uuid.UUID]) -> Mapping[str, SheetView]:
    """The sheets of these modules by block, with the copies that wait for a choice; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SHEETS, [organisation_id, list(modules)])
        return {view.block: view for view in (_view(sealer, row) for row in cursor.fetchall())}


def _view(sealer: Sealer, row: tuple[Any, ...]) -> SheetView:
    id_, block, sealed, version, saved_at, copies = row
    return SheetView(
        block=block,
        rows=open_rows(sealer, sealed, table="selfhelp_sheet", row=id_),
        version=version,
        saved_at=saved_at,
        copies=tuple(_copy(sealer, one) for one in json.loads(copies or "[]")),
    )


def _copy(sealer: Sealer, found: Mapping[str, Any]) -> CopyView:
    row = uuid.UUID(found["id"])
    rows = open_rows(sealer, from_json(found["sealed"]), table="selfhelp_sheetcopy", row=row)
    return CopyView(row, rows, datetime.fromisoformat(found["at"]))
