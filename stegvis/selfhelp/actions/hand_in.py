"""Sending the homework of a module to the guide: the reply clock starts, and the next module opens."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.open_module import open_unlocked
from stegvis.selfhelp.actions.reply_clock import start_reply_clock
from stegvis.selfhelp.models import AssignedModule, Sheet
from stegvis.selfhelp.queries.own_module import check_can_write_in, module_in, readable_module
from stegvis.selfhelp.queries.sheets import open_rows


def check_can_hand_in(by: Actor, module: AssignedModule) -> None:
    """Raise Denied where the programme has ended, or where its questions are asked and none is answered."""
    check_can_write_in(module)
    homework = module_in(module, by.language).homework
    if not homework.fields:
        return
    sheet = Sheet.objects.filter(organisation_id=by.organisation_id, module=module, block=homework.id).first()
    sealer = sealer_of(module.person.key)
    if sheet is None or not any(open_rows(sealer, sheet.answers_sealed, table="selfhelp_sheet", row=sheet.pk)):
        raise Denied(_("Answer at least one of the questions before you send them."))


@once(AssignedModule)
def hand_in(*, by: Actor, module: uuid.UUID) -> AssignedModule:
    """The module, handed in; a second time changes nothing. The answers are saved before, by `save_sheet`.

    The guide has `reply_days` working days of the team. The next module that is not hidden opens, where what opens
    it is that this one is done. Raises NotFound and Denied.
    """
    found = readable_module(by, module, is_held=True)
    if found.handed_in_at is not None:
        return found
    check_can_hand_in(by, found)
    found.handed_in_at = clock.now()
    found.begun_at = found.begun_at or found.handed_in_at
    if found.assignment.episode is not None:  # opened by a code: nobody reads it, so nobody answers
        start_reply_clock(found)
    found.save(update_fields=["handed_in_at", "begun_at", "reply_due_on"])
    open_unlocked(by, found)
    return found
