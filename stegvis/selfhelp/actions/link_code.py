"""Taking over what was written under a code, because the person wishes to: it becomes part of their own course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.issue_code import hash_of
from stegvis.selfhelp.models import AccessCode, AssignedModule, Assignment, Remark, Sheet, SheetCopy

SEALED: Sequence[tuple[Any, str]] = ((Sheet, "answers_sealed"), (SheetCopy, "answers_sealed"), (Remark, "text_sealed"))


def check_can_link_code(by: Actor, episode: Episode) -> None:
    """Raise unless a client takes over into a course of their own that still runs."""
    if not by.is_client or episode.person_id != by.person_id:
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended, so nothing can be added to it."))


@transaction.atomic
def link_code(*, by: Actor, episode: Episode, code: str) -> Assignment:
    """The programme of that code with everything written in it, sealed anew for its owner; the code opens no more.

    From now on the therapist of the episode reads it. Raises Denied for a code that was never used, or is linked
    already: the same sentence for a code that does not exist.
    """
    check_can_link_code(by, episode)
    found = (
        AccessCode.objects.select_for_update(of=("self",))
        .select_related("person__key")
        .filter(organisation_id=by.organisation_id, code_hash=hash_of(by, code), linked_at=None)
        .exclude(person=None)
        .first()
    )
    if found is None:
        raise Denied(_("This code does not fit. Look at it once more: it may have been linked already."))
    was, becomes = sealer_of(found.person.key), sealer_of(episode.person.key)
    assignment = Assignment.objects.get(organisation_id=by.organisation_id, person=found.person)
    for model, column in SEALED:
        for row in model.objects.filter(organisation_id=by.organisation_id, person=found.person):
            place = {"table": model._meta.db_table, "column": column, "row": row.pk}
            setattr(row, column, becomes.seal(was.unseal(getattr(row, column), **place), **place))
            row.person_id = episode.person_id
            row.save(update_fields=[column, "person_id"])
    AssignedModule.objects.filter(organisation_id=by.organisation_id, assignment=assignment).update(
        person_id=episode.person_id
    )
    assignment.person_id, assignment.episode = episode.person_id, episode
    assignment.save(update_fields=["person_id", "episode"])
    found.linked_at = clock.now()
    found.save(update_fields=["linked_at"])
    return assignment
