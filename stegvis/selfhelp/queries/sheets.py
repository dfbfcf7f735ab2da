"""What a client has written in a module, opened: each sheet, and the other text where two devices wrote at once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stegvis.people.sealing import Sealer, from_json
from stegvis.selfhelp.models import Sheet, SheetCopy

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


def opened(sealer: Sealer, sheets: QuerySet[Sheet]) -> Mapping[str, SheetView]:
    """These sheets by block, with the copies that wait for a choice; one statement."""
    waiting = SheetCopy.objects.filter(sheet=OuterRef("pk"), settled_at=None).order_by("arrived_at")
    copies = ArraySubquery(waiting.values(found=JSONObject(id="id", sealed="answers_sealed", at="written_at")))
    return {sheet.block: _view(sealer, sheet) for sheet in sheets.annotate(waiting=copies)}


def _view(sealer: Sealer, sheet: Sheet) -> SheetView:
    found: list[dict[str, Any]] = sheet.waiting  # type: ignore[attr-defined]
    return SheetView(
        block=sheet.block,
        rows=open_rows(sealer, sheet.answers_sealed, table="selfhelp_sheet", row=sheet.pk),
        version=sheet.version,
        saved_at=sheet.saved_at,
        copies=tuple(_copy(sealer, one) for one in found),
    )


def _copy(sealer: Sealer, found: Mapping[str, Any]) -> CopyView:
    row = uuid.UUID(found["id"])
    rows = open_rows(sealer, from_json(found["sealed"]), table="selfhelp_sheetcopy", row=row)
    return CopyView(row, rows, datetime.fromisoformat(found["at"]))
