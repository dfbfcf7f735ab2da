"""The end of a draft's way: its clinical reviewer publishes it, and so a version is frozen and answered for by name."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.authoring.document import document_of
from stegvis.library.models import ProgrammePage, ProgrammeVersion, ReviewTask
from stegvis.people.models import Actor, Denied, Role, User


def check_can_publish_draft(by: Actor, page: ProgrammePage) -> None:
    """Raise Denied unless the draft waits for its clinical review and the actor is who may give it."""
    task = page.current_workflow_task
    if not isinstance(task, ReviewTask) or task.role != Role.LEAD:
        raise Denied(_("A programme is published at the end of its reviews. This one is not there yet."))
    if not by.has(Role.LEAD):
        raise Denied(_("A clinical lead reads a programme last and publishes it."))
    if page.current_workflow_state.requested_by_id == by.user_id:
        raise Denied(_("Who hands in a programme does not publish it. Ask another clinical lead."))


def can_publish_draft(by: Actor, page: ProgrammePage) -> bool:
    try:
        check_can_publish_draft(by, page)
    except Denied:
        return False
    return True


@transaction.atomic
def publish_draft(*, by: Actor, page: ProgrammePage) -> ProgrammeVersion:
    """Freeze what stands, approved by name. Raises Denied, and BadProgramme with all that must be mended."""
    check_can_publish_draft(by, page)
    version = publish_version(by=by, document=document_of(page), origin=ProgrammeVersion.Origin.AUTHORED)
    approve_version(by=by, version=version)
    reviewer: Any = User.objects.get(pk=by.as_user)
    page.current_workflow_state.current_task_state.specific.approve(user=reviewer)
    return version
