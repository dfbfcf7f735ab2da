"""Opening a module for a client: by the therapist, on a day, or because the one before it is handed in."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.guidance import following, unlocked
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_module, held_modules
from stegvis.selfhelp.actions.tell_news import tell_news
from stegvis.selfhelp.models import AssignedModule, Opens
from stegvis.selfhelp.queries.passages import passages


@once(AssignedModule)
def open_module(*, by: Actor, module: AssignedModule) -> AssignedModule:
    """Open it now, also one that was hidden, and let the client know. Raises NotFound and Denied."""
    check_can_arrange(by, module.assignment)
    module = held_module(by, module)
    open_now(module)
    tell_news(by=by, module=module)
    return module


@once(AssignedModule)
def open_by_date(*, by: Actor, module: AssignedModule, on: date) -> AssignedModule:
    """From that day of the team on. A module that is open stays open. Raises NotFound and Denied."""
    check_can_arrange(by, module.assignment)
    if on < clock.today(by.zone):
        raise Denied(_("This day has passed. Choose today or a day to come."))
    module = held_module(by, module)
    module.opens, module.opens_on = Opens.DATE, on
    module.save(update_fields=["opens", "opens_on"])
    return module


@once(AssignedModule)
def open_by(*, by: Actor, module: AssignedModule, opens: Opens) -> AssignedModule:
    """When the one before it is handed in, or when the therapist opens it. Raises NotFound and Denied."""
    check_can_arrange(by, module.assignment)
    if opens is Opens.DATE:
        raise Denied(_("Choose the day on which it opens."))
    module = held_module(by, module)
    module.opens, module.opens_on = opens, None
    module.save(update_fields=["opens", "opens_on"])
    return module


def open_now(module: AssignedModule) -> None:
    """Part of another action. A module that is open keeps the time at which it opened."""
    module.opened_at = module.opened_at or clock.now()
    module.hidden_at = None
    module.save(update_fields=["opened_at", "hidden_at"])


def open_unlocked(by: Actor, module: AssignedModule) -> AssignedModule | None:
    """Open what handing in this module unlocks; None where nothing is. Part of handing in, when it is saved."""
    return _open(by, module, only_by_completion=True)


def open_next(by: Actor, module: AssignedModule) -> AssignedModule | None:
    """Open the next module unless a day opens it; None where there is none. Part of the therapist's answer."""
    return _open(by, module, only_by_completion=False)


def _open(by: Actor, module: AssignedModule, *, only_by_completion: bool) -> AssignedModule | None:
    modules = held_modules(by, module.assignment)
    way = passages(modules, by.zone)  # which are open is the same in every zone, and a code has no team
    found = unlocked(way, module.module) if only_by_completion else following(way, module.module)
    if found is None or found.opens == Opens.DATE:
        return None
    chosen = next(each for each in modules if each.module == found.module)
    open_now(chosen)
    return chosen
