"""Who may do what with a team's start, its self-check and its questions for support. Changes nothing."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.network.models import SelfCheck, StartTask, SupportRequest
from stegvis.people.models import Actor, Denied, NotFound, Role

# Whoever builds the team: changes its plan, says its staffing, writes its papers, asks for support.
BUILDERS = (Role.LEAD, Role.MANAGER, Role.ADMINISTRATOR)
# Whoever answers for the team's work: its self-check is theirs alone until they share it.
ANSWERING = (Role.LEAD, Role.MANAGER)
# Whoever opens the pages.
SEEING = (*BUILDERS, Role.SUPPORTER)


def check_builds(by: Actor) -> uuid.UUID:
    """The team the actor builds. Raises Denied, and NotFound where the actor stands in no team."""
    if not by.has(*BUILDERS, Role.SYSTEM):
        raise Denied(_("Only the team's clinical lead, its manager or an administrator can do this."))
    return in_team(by)


def own_task(by: Actor, task_id: uuid.UUID) -> StartTask:
    """The task of the plan of the team the actor builds, locked. Raises Denied and NotFound."""
    team_id = check_builds(by)
    task = (
        StartTask.objects.select_for_update(of=("self",))
        .filter(organisation_id=by.organisation_id, pk=task_id, plan__team_id=team_id)
        .first()
    )
    if task is None:
        raise NotFound
    return task


def check_answers_for(by: Actor) -> uuid.UUID:
    if not by.has(*ANSWERING, Role.SYSTEM):
        raise Denied(_("The self-check belongs to the team's clinical lead and its manager."))
    return in_team(by)


def own_self_check(by: Actor, self_check_id: uuid.UUID) -> SelfCheck:
    """The self-check of the team the actor answers for, locked. Raises Denied and NotFound."""
    rows = SelfCheck.objects.select_for_update().filter(
        organisation_id=by.organisation_id, team_id=check_answers_for(by)
    )
    found = rows.filter(pk=self_check_id).first()
    if found is None:
        raise NotFound
    return found


def check_newest(check: SelfCheck) -> None:
    """Raise Denied where a later year's has begun: what that one is read beside must not move."""
    later = SelfCheck.objects.filter(organisation_id=check.organisation_id, team_id=check.team_id, year__gt=check.year)
    if later.exists():
        raise Denied(_("A later year's self-check has begun, so this one stands as it is."))


def answers_as_supporter(by: Actor, request: SupportRequest) -> bool:
    """On which side of the request the actor stands: a supporter may have asked as a member of the team."""
    return by.has(Role.SUPPORTER) and by.user_id != request.by_id


def sees(viewer: Actor) -> bool:
    return viewer.has(*SEEING, Role.SYSTEM)


def in_team(by: Actor) -> uuid.UUID:
    if by.team_id is None:
        raise NotFound
    return by.team_id
