"""Who may do what with training and supervision groups, and whom it may concern. Changes nothing."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.models import SupervisionGroup
from stegvis.people.models import Actor, Denied, Membership, NotFound, Role

# Whose training and supervision is kept here: those who work in a team or answer for it.
LEARNERS = (Role.THERAPIST, Role.LEAD, Role.COORDINATOR, Role.MANAGER, Role.ADMINISTRATOR, Role.SUPPORTER)
# Who plans gatherings and groups, and writes down who was there.
TRAINERS = (Role.LEAD, Role.SUPPORTER, Role.ADMINISTRATOR)
# Who sees who has taken what in the team, and confirms it: those who answer for the work, and who helps them start.
OVERSEERS = (Role.LEAD, Role.MANAGER, Role.SUPPORTER)


def check_trains(by: Actor) -> None:
    if not by.has(*TRAINERS, Role.SYSTEM):
        raise Denied(_("Only a clinical lead, an implementation supporter or an administrator can do this."))


def check_confirms(by: Actor, staff: uuid.UUID) -> None:
    """Also for taking it back. Raises Denied, for one's own too, and NotFound for who is out of reach."""
    if not oversees(by):
        raise Denied(_("Only a clinical lead, a manager or an implementation supporter can do this."))
    if not reaches(by, staff):
        raise NotFound
    if staff == by.user_id:
        raise Denied(
            _("Your own is for somebody else: another clinical lead, a manager or an implementation supporter.")
        )


def trains(viewer: Actor) -> bool:
    return viewer.has(*TRAINERS, Role.SYSTEM)


def oversees(viewer: Actor) -> bool:
    return viewer.has(*OVERSEERS, Role.SYSTEM)


def check_learns(by: Actor) -> uuid.UUID:
    """The member of staff whose own training it is. Raises Denied for somebody who is no staff of a team."""
    if not by.has(*LEARNERS):
        raise Denied(_("Only those who work in a team have training here."))
    return by.as_user


def in_reach(by: Actor) -> QuerySet[Membership]:
    """Whose training the actor looks after: a lead and a manager the team's, the others the whole organisation's.

    The leads of other teams are in everybody's reach: where a team has one lead, another team's confirms for them.
    """
    rows = working_in_organisation(by)
    if by.has(Role.SUPPORTER, Role.ADMINISTRATOR, Role.SYSTEM):
        return rows
    return rows.filter(in_team(by) | Q(role=Role.LEAD))


def reaches(by: Actor, staff: uuid.UUID) -> bool:
    return in_reach(by).filter(user_id=staff).exists()


def in_team(by: Actor) -> Q:
    """Memberships of the team the actor stands in, those for the whole organisation too."""
    return Q(team_id=by.team_id) | Q(team_id=None)


def check_in_reach(by: Actor, staff: Collection[uuid.UUID]) -> None:
    """Raise NotFound where one of them does not work where the actor looks after training."""
    if set(staff) - set(in_reach(by).values_list("user_id", flat=True)):
        raise NotFound


def check_leads_group(by: Actor, group: SupervisionGroup) -> None:
    """The group's own leader, and those who plan groups."""
    if not leads_group(by, group):
        raise Denied(_("Only the group's leader, a clinical lead, a supporter or an administrator can do this."))


def leads_group(by: Actor, group: SupervisionGroup) -> bool:
    return trains(by) or (by.user_id is not None and group.leader_id == by.user_id)


def group_locked(by: Actor, group_id: uuid.UUID) -> SupervisionGroup:
    """The group, locked. Raises NotFound, and Denied where it has ended."""
    group = SupervisionGroup.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=group_id).first()
    if group is None:
        raise NotFound
    if group.ended_on is not None:
        raise Denied(_("This group has ended. Form a new one if you go on."))
    return group


def works_here(by: Actor, staff: uuid.UUID) -> bool:
    """Whether somebody works in any team of the organisation today: supervision groups go across teams."""
    return working_in_organisation(by).filter(user_id=staff).exists()


def working_in_organisation(by: Actor) -> QuerySet[Membership]:
    """Memberships of those whose training is kept here, in any team, today."""
    today = clock.today(by.zone)
    rows = Membership.objects.filter(Q(until=None) | Q(until__gte=today), organisation_id=by.organisation_id)
    return rows.filter(since__lte=today, role__in=LEARNERS, user__is_active=True)
