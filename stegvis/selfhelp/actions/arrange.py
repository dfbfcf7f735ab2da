"""Who may arrange a client's programme, and holding its modules while that is done. Changes nothing itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.care.queries.access import works_with
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, Denied, NotFound, Role
from stegvis.selfhelp.models import AssignedModule, Assignment


def check_can_arrange(by: Actor, assignment: Assignment) -> None:
    """Raise unless a clinician who works with the client does it, while course and programme run."""
    episode = assignment.episode
    if episode is None:  # opened by a code: nobody guides it
        raise NotFound
    if not by.has(Role.SYSTEM) and not (by.is_clinical and works_with(by, episode)):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended. Open it again before you change its programmes."))
    if assignment.ended_at is not None:
        raise Denied(_("This programme has ended for the client."))


def held_modules(by: Actor, assignment: Assignment) -> list[AssignedModule]:
    """All modules of it in their order, held until the transaction ends. They know their assignment."""
    rows = AssignedModule.objects.select_for_update(no_key=True).filter(
        organisation_id=by.organisation_id, assignment=assignment
    )
    found = list(rows.order_by("position"))
    for each in found:
        each.assignment = assignment
    return found


def held_module(by: Actor, module: AssignedModule) -> AssignedModule:
    """The module as it stands now, held until the transaction ends; NotFound when it is another organisation's."""
    rows = AssignedModule.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "assignment__episode__team__organisation", "person__key"
    )
    found = rows.filter(organisation_id=by.organisation_id, pk=module.pk).first()
    if found is None:
        raise NotFound
    return found
