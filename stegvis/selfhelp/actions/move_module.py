"""The order of a client's modules."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_modules
from stegvis.selfhelp.models import AssignedModule


@once(AssignedModule)
def move_module(*, by: Actor, module: AssignedModule, position: int) -> AssignedModule:
    """Put it at that place, counted from 1; the others keep their order. Raises NotFound and Denied."""
    check_can_arrange(by, module.assignment)
    modules = held_modules(by, module.assignment)
    if not 1 <= position <= len(modules):
        raise Denied(_("There is no such place in the order."))
    moved = next(each for each in modules if each.pk == module.pk)
    others = [each for each in modules if each.pk != module.pk]
    for place, each in enumerate([*others[: position - 1], moved, *others[position - 1 :]], 1):
        if each.position != place:
            each.position = place
            each.save(update_fields=["position"])
    return moved
