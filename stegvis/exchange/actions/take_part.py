"""Switching on or off that a team is compared with others. Off by default; every change is kept."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.exchange.models import Participation
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role


def check_can_take_part(by: Actor) -> None:
    if not by.has(Role.LEAD, Role.ADMINISTRATOR, Role.SYSTEM):
        raise Denied(_("Only the lead or an administrator decides whether the team is compared with others."))


@once(Participation)
def take_part(*, by: Actor, is_on: bool) -> Participation:
    """The actor's team takes part from the next bundle on, or no longer does. What was sent before stays sent."""
    check_can_take_part(by)
    found, _made = Participation.objects.update_or_create(
        organisation_id=by.organisation_id,
        team_id=by.at_team,
        defaults={"is_on": is_on, "changed_at": clock.now(), "changed_by_id": by.user_id},
    )
    return found
