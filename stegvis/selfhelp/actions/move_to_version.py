"""Moving a client to another version of the programme that they take; without it they keep the one they began."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import ProgrammeApproval, ProgrammeVersion
from stegvis.library.queries.programmes import programme_in
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_modules
from stegvis.selfhelp.models import Assignment


def check_can_move_to_version(by: Actor, assignment: Assignment, version: ProgrammeVersion) -> None:
    """Raise unless it is an approved version of the same programme."""
    check_can_arrange(by, assignment)
    if version.programme_id != assignment.version.programme_id:
        raise NotFound
    if not ProgrammeApproval.objects.filter(organisation_id=by.organisation_id, version=version).exists():
        raise Denied(_("This version is not clinically approved here. A clinical lead has to approve it first."))


@once(Assignment)
def move_to_version(*, by: Actor, assignment: Assignment, version: ProgrammeVersion) -> Assignment:
    """From now on the client reads that version. Raises NotFound and Denied.

    A module that it no longer has is hidden and keeps what is written in it; a module that is new in it is given
    with `add_module` where the therapist wants it. Answers whose field is the same stand in the new text.
    """
    check_can_move_to_version(by, assignment, version)
    there = {each.id for each in programme_in(version.pk, by.language).modules}
    for module in held_modules(by, assignment):
        if module.module not in there and module.hidden_at is None:
            module.hidden_at = clock.now()
            module.save(update_fields=["hidden_at"])
    assignment.version = version
    assignment.save(update_fields=["version"])
    return assignment
