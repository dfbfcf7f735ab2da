"""The end of a draft's way: its clinical reviewer publishes it, and so a version is frozen and answered for by name."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.authoring.document import document_of
from stegvis.library.authoring.learn_document import page_document_of
from stegvis.library.models import LearnDraft, PageVersion, ProgrammePage, ProgrammeVersion, ReviewTask
from stegvis.library.queries.workshop import wanted_languages
from stegvis.people.models import Actor, Denied, Role, User


def check_can_publish_draft(by: Actor, page: ProgrammePage | LearnDraft) -> None:
    """Raise Denied unless the draft waits for its clinical review and the actor is who may give it."""
    task = page.current_workflow_task
    if not isinstance(task, ReviewTask) or task.role != Role.LEAD:
        raise Denied(_("A draft is published at the end of its reviews. This one is not there yet."))
    if not by.has(Role.LEAD):
        raise Denied(_("A clinical lead reads a draft last and publishes it."))
    if page.current_workflow_state.requested_by_id == by.user_id:
        raise Denied(_("Who hands in a draft does not publish it. Ask another clinical lead."))


def can_publish_draft(by: Actor, page: ProgrammePage | LearnDraft) -> bool:
    try:
        check_can_publish_draft(by, page)
    except Denied:
        return False
    return True


@transaction.atomic
def publish_draft(*, by: Actor, page: ProgrammePage | LearnDraft) -> ProgrammeVersion | PageVersion:
    """Freeze what stands, answered for by name, in all the languages that the organisation asks for.

    Raises Denied, and BadProgramme or BadPage with all that must be mended.
    """
    check_can_publish_draft(by, page)
    reviewer: Any = User.objects.get(pk=by.as_user)
    version = _publish_page(by, page, reviewer) if isinstance(page, LearnDraft) else _publish_programme(by, page)
    page.current_workflow_state.current_task_state.specific.approve(user=reviewer)
    return version


def _publish_programme(by: Actor, page: ProgrammePage) -> ProgrammeVersion:
    version = publish_version(
        by=by,
        document=document_of(page),
        origin=ProgrammeVersion.Origin.AUTHORED,
        languages=wanted_languages(by),
    )
    approve_version(by=by, version=version)
    return version


def _publish_page(by: Actor, page: LearnDraft, reviewer: User) -> PageVersion:
    return publish_page(
        by=by,
        document=page_document_of(page),
        origin=PageVersion.Origin.AUTHORED,
        reviewed_by=reviewer,
        languages=wanted_languages(by),
    )
