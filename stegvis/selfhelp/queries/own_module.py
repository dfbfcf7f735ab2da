"""The client's own module, for what the client does with it. Whether it may be read, and whether written in."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.programme import Module
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Denied, Ground, NotFound
from stegvis.selfhelp.models import AssignedModule


def own_module(by: Actor, module_id: uuid.UUID, *, is_held: bool = False) -> AssignedModule:
    """The client's own module, hidden and closed ones too; held until the transaction ends on wish. Raises NotFound."""
    rows = AssignedModule.objects.select_related("assignment__episode__team__organisation", "person__key")
    if is_held:
        rows = rows.select_for_update(no_key=True, of=("self",))
    found = rows.filter(organisation_id=by.organisation_id, person_id=by.own_person, pk=module_id).first()
    if found is None:
        raise NotFound
    by.show(found.person_id, Ground.OWN)
    return found


def readable_module(by: Actor, module_id: uuid.UUID, *, is_held: bool = False) -> AssignedModule:
    """The same; NotFound too where it is hidden or not open yet."""
    found = own_module(by, module_id, is_held=is_held)
    episode = found.assignment.episode
    if not found.is_readable(clock.today(episode.team.zone if episode else by.zone)):
        raise NotFound
    return found


def check_can_write_in(module: AssignedModule) -> None:
    """Raise Denied where nobody would read it any more."""
    episode = module.assignment.episode
    if module.assignment.ended_at is not None or (episode and episode.state == State.DISCHARGED):
        raise Denied(_("This programme has ended. You can still read it, but nothing new can be written in it."))


def module_in(module: AssignedModule, language: str) -> Module:
    """What it holds, in that language or the nearest."""
    found = programme_in(module.assignment.version_id, language).module(module.module)
    if found is None:
        raise NotFound
    return found
