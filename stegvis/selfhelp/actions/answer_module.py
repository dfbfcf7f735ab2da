"""The guide's answer to homework: what the client is told, whether the next module opens, and the week as a contact."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_module
from stegvis.selfhelp.actions.count_week import count_week
from stegvis.selfhelp.actions.open_module import open_next
from stegvis.selfhelp.actions.tell_news import tell_news
from stegvis.selfhelp.actions.write_remark import check_text, keep_remark
from stegvis.selfhelp.models import AssignedModule


def check_can_answer_module(by: Actor, module: AssignedModule) -> None:
    """Raise unless a clinician who works with the client answers what is handed in."""
    if not by.is_clinical:
        raise NotFound
    check_can_arrange(by, module.assignment)
    if module.handed_in_at is None:
        raise Denied(_("The client has not handed this module in yet. You may write to the client all the same."))


def can_answer_module(by: Actor, module: AssignedModule) -> bool:
    try:
        check_can_answer_module(by, module)
    except (Denied, NotFound):
        return False
    return True


@once(AssignedModule)
def answer_module(
    *, by: Actor, module: AssignedModule, text: str, minutes: int | None = None, opens_next: bool = False
) -> AssignedModule:
    """Answer, stop the reply clock and let the client know; the week of the homework counts as a contact once.

    `minutes`: the guide's own time. `opens_next`: the next module that is not hidden opens too, unless a day opens
    it. Raises NotFound and Denied.
    """
    module = held_module(by, module)
    check_can_answer_module(by, module)
    check_text(text)
    keep_remark(by, module, text)
    # While it stands as unanswered, so that the week is that of the homework.
    count_week(by=by, module=module, minutes=minutes)
    module.answered_at, module.answered_by_id, module.reply_due_on = clock.now(), by.user_id, None
    module.save(update_fields=["answered_at", "answered_by", "reply_due_on"])
    if opens_next:
        open_next(by, module)
    tell_news(by=by, module=module)
    return module
