"""Giving one more module of the programme, which was not given at first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.library.queries.programmes import programme_in
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_modules
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens


@once(AssignedModule)
def add_module(*, by: Actor, assignment: Assignment, name: str) -> AssignedModule:
    """The module of that id, last in the order; the therapist opens it. Raises NotFound and Denied."""
    check_can_arrange(by, assignment)
    programme = programme_in(assignment.version_id, by.language)
    modules = held_modules(by, assignment)
    if programme.module(name) is None:
        raise Denied(_("The programme has no such module."))
    if any(each.module == name for each in modules):
        raise Denied(_("The client has this module already."))
    return AssignedModule.objects.create(
        organisation_id=by.organisation_id,
        person_id=assignment.person_id,
        assignment=assignment,
        module=name,
        position=max((each.position for each in modules), default=0) + 1,
        opens=Opens.THERAPIST,
    )
