"""Giving a client a programme, whole or single modules of it; the first module opens at once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.library.models import ProgrammeApproval, ProgrammeVersion
from stegvis.library.queries.programmes import programme_in
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens

# Two working days, as the internet clinics promise (facts/service.md: reply within two working days).
REPLY_DAYS = 2


def check_can_assign_programme(by: Actor, episode: Episode, version: ProgrammeVersion) -> None:
    """Raise unless a clinician who works with a running course gives a programme that is approved and in use."""
    if not by.has(Role.SYSTEM) and not (by.is_clinical and works_with(by, episode)):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended. Open it again before you give a programme."))
    check_may_be_given(by, version)
    running = Assignment.objects.filter(
        organisation_id=by.organisation_id, episode=episode, version__programme_id=version.programme_id, ended_at=None
    )
    if running.exists():
        raise Denied(_("The client has this programme already."))


def check_may_be_given(by: Actor, version: ProgrammeVersion) -> None:
    """Raise Denied for a programme that is out of use, or that no clinician here answers for."""
    if version.programme.withdrawn_at is not None:
        raise Denied(_("This programme is withdrawn and is given to nobody new."))
    if not ProgrammeApproval.objects.filter(organisation_id=by.organisation_id, version=version).exists():
        raise Denied(_("This programme is not clinically approved here. A clinical lead has to approve it first."))


@once(Assignment)
def assign_programme(
    *,
    by: Actor,
    episode: Episode,
    version: ProgrammeVersion,
    modules: Sequence[str] | None = None,
    opens: Opens | None = None,
    way: Assignment.Way = Assignment.Way.THERAPIST,
    reply_days: int = REPLY_DAYS,
) -> Assignment:
    """The programme as this client has it: all its modules, or those named, in the order they are named.

    `opens` is what opens those after the first; the programme's own way where it is not said. `version` comes from
    `library.queries.programmes.version_of`, `episode` from `care.queries.access.episode_of`. Raises Denied, NotFound.
    """
    check_can_assign_programme(by, episode, version)
    programme = programme_in(version.pk, by.language)
    chosen = list(dict.fromkeys(modules if modules is not None else [each.id for each in programme.modules]))
    if not chosen or any(programme.module(name) is None for name in chosen):
        raise Denied(_("Choose at least one module of the programme."))
    return begin_assignment(
        by=by,
        person_id=episode.person_id,
        episode=episode,
        version=version,
        modules=chosen,
        opens=Opens(opens or programme.opening),
        way=way,
        reply_days=reply_days,
    )


def begin_assignment(
    *,
    by: Actor,
    person_id: uuid.UUID,
    episode: Episode | None,
    version: ProgrammeVersion,
    modules: Sequence[str],
    opens: Opens,
    way: Assignment.Way,
    reply_days: int = REPLY_DAYS,
) -> Assignment:
    """The rows of a programme that begins now, its first module open. Part of another action."""
    now = clock.now()
    assignment = Assignment.objects.create(
        organisation_id=by.organisation_id,
        person_id=person_id,
        episode=episode,
        version=version,
        way=way,
        given_by_id=by.user_id if way == Assignment.Way.THERAPIST else None,
        given_at=now,
        reply_days=reply_days,
    )
    AssignedModule.objects.bulk_create(
        AssignedModule(
            organisation_id=by.organisation_id,
            person_id=person_id,
            assignment=assignment,
            module=name,
            position=place,
            # By date is by the dates that the therapist sets; until one is set it opens when the one before is done.
            opens=Opens.COMPLETION if opens is Opens.DATE else opens,
            opened_at=now if place == 1 else None,
        )
        for place, name in enumerate(modules, 1)
    )
    return assignment
