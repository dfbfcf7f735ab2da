"""Programmes that clients were given, as those who treat them see them: one of a course, all of a course."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from stegvis.care.models import Episode
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, NotFound
from stegvis.selfhelp.models import AssignedModule, Assignment

_WITH = ("episode__team__organisation", "person__key", "person__identity", "version__programme", "given_by")


def assignments_of(viewer: Actor, episode: Episode) -> Sequence[Assignment]:
    """All programmes of a course from `care.queries.access.episode_of`, newest first, each with its modules."""
    return list(_assignments(viewer, episode).order_by("-given_at"))


def assignment_of(viewer: Actor, episode: Episode, assignment_id: uuid.UUID) -> Assignment:
    """One of them. Raises NotFound."""
    found = _assignments(viewer, episode).filter(pk=assignment_id).first()
    if found is None:
        raise NotFound
    return found


def module_of(viewer: Actor, episode: Episode, module_id: uuid.UUID) -> AssignedModule:
    """A module that knows its assignment, person and team. Raises NotFound."""
    found = _assignments(viewer, episode).filter(modules=module_id).first()
    if found is None:
        raise NotFound
    return next(each for each in modules_of(found) if each.pk == module_id)


def may_arrange(episode: Episode, assignment: Assignment) -> bool:
    """Whether the page offers changes: the rule of `actions.arrange`, by what `episode_of` has found already."""
    runs = episode.state != State.DISCHARGED and assignment.ended_at is None
    return runs and not getattr(episode, "is_emergency", False)


def modules_of(assignment: Assignment) -> Sequence[AssignedModule]:
    """Of an assignment read here, in their order."""
    found = list(assignment.modules.all())
    for each in found:
        each.assignment, each.person = assignment, assignment.person
    return found


def _assignments(viewer: Actor, episode: Episode) -> QuerySet[Assignment]:
    # Who may see the course is said by whoever found it; a client has queries of their own.
    if not viewer.is_clinical:
        raise NotFound
    ordered = AssignedModule.objects.order_by("position").select_related("answered_by")
    return (
        Assignment.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk)
        .select_related(*_WITH)
        .defer("version__document")
        .prefetch_related(Prefetch("modules", ordered))
    )
