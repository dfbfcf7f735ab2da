"""Changing how a team works: what it says of itself, its target wait, its limit for alerts, its opening hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from django.utils.translation import gettext as _

from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, OpeningHours, Role, Team

LONGEST_ALERT = 240  # minutes of service; DESIGN.md, Safety: a team may only shorten it


@dataclass(frozen=True)
class Span:
    """Opening hours of a weekday (0 is Monday) in local wall time."""

    weekday: int
    opens: time
    closes: time


def check_can_change_team(by: Actor) -> None:
    if not by.has(Role.ADMINISTRATOR, Role.LEAD, Role.SYSTEM):
        raise Denied(_("Only the lead or an administrator can change how the team works."))


@once(Team)
def change_team(
    *,
    by: Actor,
    introduction: dict[str, str],
    phone: str,
    target_wait_days: int,
    alert_minutes: int,
    is_open: bool,
    spans: Sequence[Span],
) -> Team:
    """Raises Denied for a limit longer than four service hours, or hours that end before they begin."""
    check_can_change_team(by)
    if not 1 <= alert_minutes <= LONGEST_ALERT:
        raise Denied(_("An alert must be read within four service hours at most. The team may make it shorter."))
    if any(span.closes <= span.opens for span in spans):
        raise Denied(_("The opening hours of a day must end after they begin."))
    team = Team.objects.select_for_update().get(pk=by.at_team, organisation_id=by.organisation_id)
    team.introduction = introduction
    team.phone = phone
    team.target_wait_days = target_wait_days
    team.alert_minutes = alert_minutes
    team.is_open = is_open
    team.save()
    team.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(team=team, weekday=span.weekday, opens=span.opens, closes=span.closes) for span in spans
    )
    return team
