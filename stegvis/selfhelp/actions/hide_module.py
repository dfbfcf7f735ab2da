"""Leaving a module out for a client, for now or by going past it, and taking it in again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_module
from stegvis.selfhelp.actions.open_module import open_next
from stegvis.selfhelp.actions.tell_news import tell_news
from stegvis.selfhelp.models import AssignedModule


def check_can_hide_module(by: Actor, module: AssignedModule) -> None:
    """Raise also for what the client has handed in: one's own work is not taken away."""
    check_can_arrange(by, module.assignment)
    if module.handed_in_at is not None:
        raise Denied(_("The client has handed this module in, so it stays readable."))


@once(AssignedModule)
def hide_module(*, by: Actor, module: AssignedModule) -> AssignedModule:
    """The client no longer sees it; what is written in it is kept. Raises NotFound and Denied."""
    return _hidden(by, module)


@once(AssignedModule)
def show_module(*, by: Actor, module: AssignedModule) -> AssignedModule:
    """The client sees it again, as open or closed as it was. Raises NotFound and Denied."""
    check_can_arrange(by, module.assignment)
    module = held_module(by, module)
    module.hidden_at = None
    module.save(update_fields=["hidden_at"])
    return module


@once(AssignedModule)
def skip_module(*, by: Actor, module: AssignedModule) -> AssignedModule:
    """Go past it: it is hidden, and where it lay open the next one opens. Raises NotFound and Denied."""
    module = _hidden(by, module)
    if module.opened_at is not None and open_next(by, module) is not None:
        tell_news(by=by, module=module)
    return module


def _hidden(by: Actor, module: AssignedModule) -> AssignedModule:
    module = held_module(by, module)
    check_can_hide_module(by, module)
    module.hidden_at = module.hidden_at or clock.now()
    module.save(update_fields=["hidden_at"])
    return module
