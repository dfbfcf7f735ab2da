"""Adding somebody to a team, and ending it. Accounts are made here and nowhere else."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Membership, Role, User


def check_can_change_members(by: Actor) -> None:
    """Administrators only. Nobody changes what they are themselves (threat 3 of facts/safety.md)."""
    if not by.has(Role.ADMINISTRATOR, Role.SYSTEM):
        raise Denied(_("Only an administrator can change who works in the team."))


def can_change_members(by: Actor) -> bool:
    try:
        check_can_change_members(by)
    except Denied:
        return False
    return True


@once(Membership)
def add_member(
    *, by: Actor, email: str, name: str, profession: str, role: Role, whole_organisation: bool = False
) -> Membership:
    """Make the account if there is none, and the membership from today. Raises Denied if it stands already."""
    check_can_change_members(by)
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User(email=email.lower(), name=name, profession=profession, language=by.language)
        user.set_unusable_password()
        user.save()
    if user.pk == by.user_id:
        raise Denied(_("You cannot give yourself a role. Ask another administrator."))
    team_id: Any = None if whole_organisation else by.at_team
    standing = Membership.objects.filter(
        organisation_id=by.organisation_id, user=user, team_id=team_id, role=role, until=None
    )
    if standing.exists():
        raise Denied(_("This person already has that role here."))
    return Membership.objects.create(
        organisation_id=by.organisation_id, user=user, team_id=team_id, role=role, since=clock.today(by.zone)
    )


@once(Membership)
def end_membership(*, by: Actor, membership_id: uuid.UUID) -> Membership:
    """The membership ends today at once: its last day was yesterday. Sessions lose it with the next page."""
    check_can_change_members(by)
    found = Membership.objects.filter(
        Q(team_id=by.team_id) | Q(team_id=None), organisation_id=by.organisation_id, pk=membership_id, until=None
    ).first()
    if found is None:
        raise Denied(_("This membership has already ended."))
    if found.user_id == by.user_id:
        raise Denied(_("You cannot end your own membership. Ask another administrator."))
    found.until = clock.today(by.zone) - timedelta(days=1)
    found.save(update_fields=["until"])
    return found
