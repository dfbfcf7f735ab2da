"""A clinical lead answers for a version of a programme: from then on it may be given to clients."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import ProgrammeApproval, ProgrammeVersion
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


def check_can_approve_version(by: Actor, version: ProgrammeVersion) -> None:
    """Raise Denied unless a clinical lead approves a programme that stands."""
    if not by.has(Role.LEAD):
        raise Denied(_("A programme is approved by a clinical lead, who answers for it by name."))
    if version.programme.withdrawn_at is not None:
        raise Denied(_("This programme is withdrawn. Take it back into use before you approve a version of it."))


@once(ProgrammeApproval)
def approve_version(*, by: Actor, version: ProgrammeVersion) -> ProgrammeApproval:
    """The approval, with the clinician's name. `version` comes from `library.queries.programmes`. Raises Denied."""
    check_can_approve_version(by, version)
    earlier = ProgrammeApproval.objects.filter(organisation_id=by.organisation_id, version=version).first()
    return earlier or ProgrammeApproval.objects.create(
        organisation_id=by.organisation_id, version=version, clinician_id=by.as_user, approved_at=clock.now()
    )
