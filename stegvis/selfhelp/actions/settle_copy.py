"""Choosing between two texts of one sheet. What is not chosen stays in the history, sealed like the rest."""

from __future__ import annotations

import uuid

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.save_sheet import write
from stegvis.selfhelp.models import SheetCopy
from stegvis.selfhelp.queries.own_module import check_can_write_in, readable_module
from stegvis.selfhelp.queries.sheets import open_rows


@once(SheetCopy)
def settle_copy(*, by: Actor, module: uuid.UUID, copy: uuid.UUID, takes_copy: bool) -> SheetCopy:
    """The client's choice: the copy takes the sheet's place, or the sheet stays. Chosen once, it stands.

    Raises NotFound for another person's, and Denied where the programme has ended.
    """
    row = readable_module(by, module, is_held=True)
    check_can_write_in(row)
    found = (
        SheetCopy.objects.select_related("sheet")
        .filter(organisation_id=by.organisation_id, person_id=by.own_person, sheet__module=row, pk=copy)
        .first()
    )
    if found is None:
        raise NotFound
    if found.settled_at is not None:
        return found
    if takes_copy:
        sealer = sealer_of(row.person.key)
        rows = open_rows(sealer, found.answers_sealed, table="selfhelp_sheetcopy", row=found.pk)
        write(found.sheet, rows, sealer)
    found.settled_at = clock.now()
    found.save(update_fields=["settled_at"])
    return found
