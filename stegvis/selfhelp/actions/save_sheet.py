"""Keeping what a client writes in a sheet. Two devices that write at once: both texts are kept, the person chooses."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.programme import Block
from stegvis.definitions.programme.answers import BadAnswers, Row, extends, read_answers
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import Sealer, sealer_of
from stegvis.selfhelp.models import AssignedModule, Sheet, SheetCopy
from stegvis.selfhelp.queries.own_module import check_can_write_in, module_in, readable_module
from stegvis.selfhelp.queries.sheets import Rows, open_rows, seal_rows


class How(StrEnum):
    SAVED = "saved"
    SAME = "same"  # nothing new
    COPIED = "copied"  # kept beside what another device wrote


@dataclass(frozen=True)
class Saved:
    """The sheet as it stands after it; `copy` where the text was kept beside it."""

    sheet: Sheet
    how: How
    copy: SheetCopy | None = None


@transaction.atomic
def save_sheet(
    *,
    by: Actor,
    module: uuid.UUID,
    block: str,
    answers: Sequence[Row],
    version: int,
    copy: uuid.UUID | None = None,
) -> Saved:
    """Keep the answers of the client's own sheet. `version` is that of the sheet the form was made from, 0 for none.

    The same answers again change nothing. Answers on the ground of an older version are kept as a copy, unless
    nothing would be lost by putting them in its place; `copy` is the one this form has made before, to write on in.
    Raises NotFound for what is not the client's to read, Denied where the programme has ended, and BadAnswers.
    """
    row = readable_module(by, module, is_held=True)
    check_can_write_in(row)
    sheet = sheet_of(row, block, by.language)
    if sheet == module_in(row, by.language).homework and row.handed_in_at is not None:
        raise Denied(_("You have sent this already. Write to your guide if you want to add something."))
    rows, wrong = read_answers(sheet, answers)
    if wrong:
        raise BadAnswers(wrong)
    return keep(row, block, rows, version, written_at=clock.now(), copy=copy)


def sheet_of(module: AssignedModule, block: str, language: str) -> Block:
    """The block that is written in; NotFound for any other."""
    found = module_in(module, language).sheets.get(block)
    if found is None:
        raise NotFound
    return found


def keep(
    module: AssignedModule,
    block: str,
    rows: Rows,
    version: int,
    *,
    written_at: datetime,
    copy: uuid.UUID | None = None,
    is_locked: bool = False,
) -> Saved:
    """Part of another action, with the module held: the rule of what is saved, left, or kept beside.

    A sheet that `is_locked` (handed in meanwhile) is not changed: what came is kept beside it.
    """
    sealer = sealer_of(module.person.key)
    sheet = Sheet.objects.filter(organisation_id=module.organisation_id, module=module, block=block).first()
    if sheet is None:
        return Saved(_begun(module, block, rows, sealer), How.SAVED)
    standing = open_rows(sealer, sheet.answers_sealed, table="selfhelp_sheet", row=sheet.pk)
    if extends(standing, rows) and (rows == standing or version != sheet.version):
        return Saved(sheet, How.SAME)
    if not is_locked and (version == sheet.version or extends(rows, standing)):
        return Saved(write(sheet, rows, sealer), How.SAVED)
    return _beside(sheet, rows, sealer, written_at, copy)


def write(sheet: Sheet, rows: Rows, sealer: Sealer) -> Sheet:
    """Put the rows in the sheet's place; what stood there stays in its history. Part of another action."""
    sheet.answers_sealed = seal_rows(sealer, rows, table="selfhelp_sheet", row=sheet.pk)
    sheet.version += 1
    sheet.saved_at = clock.now()
    sheet.save(update_fields=["answers_sealed", "version", "saved_at"])
    return sheet


def _begun(module: AssignedModule, block: str, rows: Rows, sealer: Sealer) -> Sheet:
    row = uuid.uuid4()
    return Sheet.objects.create(
        id=row,
        organisation_id=module.organisation_id,
        person_id=module.person_id,
        module=module,
        block=block,
        answers_sealed=seal_rows(sealer, rows, table="selfhelp_sheet", row=row),
        saved_at=clock.now(),
    )


def _beside(sheet: Sheet, rows: Rows, sealer: Sealer, written_at: datetime, own: uuid.UUID | None) -> Saved:
    """One copy for each text: what the form wrote before in its own copy is written on in it."""
    waiting = SheetCopy.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet, settled_at=None)
    for copy in waiting:
        before = open_rows(sealer, copy.answers_sealed, table="selfhelp_sheetcopy", row=copy.pk)
        if rows == before:
            return Saved(sheet, How.SAME, copy)
        if copy.pk == own or extends(rows, before):
            copy.answers_sealed = seal_rows(sealer, rows, table="selfhelp_sheetcopy", row=copy.pk)
            copy.written_at = written_at
            copy.save(update_fields=["answers_sealed", "written_at"])
            return Saved(sheet, How.COPIED, copy)
    row = uuid.uuid4()
    copy = SheetCopy.objects.create(
        id=row,
        organisation_id=sheet.organisation_id,
        person_id=sheet.person_id,
        sheet=sheet,
        answers_sealed=seal_rows(sealer, rows, table="selfhelp_sheetcopy", row=row),
        written_at=written_at,
        arrived_at=clock.now(),
    )
    return Saved(sheet, How.COPIED, copy)
