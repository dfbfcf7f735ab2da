"""Planning who is on duty: two people for each day. What was planned before stays in the history of the row."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role, Team
from stegvis.people.queries.clinicians import clinicians_of
from stegvis.safety.models import DutyShift


@dataclass(frozen=True)
class Pair:
    """Who is on duty on a day, and who steps in."""

    duty: uuid.UUID
    substitute: uuid.UUID


def check_can_plan_duty(*, by: Actor) -> None:
    """Whoever is on duty may see every client of the team, so nobody but a lead or a coordinator names them."""
    if not by.has(Role.LEAD, Role.COORDINATOR):
        raise Denied(_("The lead and the coordinator plan the duty roster. Ask one of them."))


def can_plan_duty(*, by: Actor) -> bool:
    try:
        check_can_plan_duty(by=by)
    except Denied:
        return False
    return True


@once(Team)
def plan_duty(*, by: Actor, days: Mapping[date, Pair | None]) -> Team:
    """Name the two people of each day; None takes a day's names away. Days not in `days` stay as they are.

    Raises Denied for a day that has passed, for one person twice, and for somebody who does not treat people in
    the team.
    """
    check_can_plan_duty(by=by)
    team = Team.objects.select_for_update(no_key=True).get(pk=by.at_team, organisation_id=by.organisation_id)
    _check_days(by, days)
    planned = {
        shift.on: shift
        for shift in DutyShift.objects.filter(organisation_id=by.organisation_id, team=team, on__in=list(days))
    }
    for day, pair in days.items():
        shift = planned.get(day)
        if pair is None:
            if shift is not None:
                shift.delete()
        elif shift is None:
            DutyShift.objects.create(
                organisation_id=by.organisation_id,
                team=team,
                on=day,
                duty_id=pair.duty,
                substitute_id=pair.substitute,
            )
        elif (shift.duty_id, shift.substitute_id) != (pair.duty, pair.substitute):
            shift.duty_id, shift.substitute_id = pair.duty, pair.substitute
            shift.save(update_fields=["duty", "substitute"])
    return team


def _check_days(by: Actor, days: Mapping[date, Pair | None]) -> None:
    clinicians = {one.id for one in clinicians_of(by)}
    for day, pair in days.items():
        if day < clock.today(by.zone):
            raise Denied(_("The roster of days that have passed cannot be changed."))
        if pair is None:
            continue
        if pair.duty == pair.substitute:
            raise Denied(_("Choose two different people for each day: one on duty and one who steps in."))
        if not {pair.duty, pair.substitute} <= clinicians:
            raise Denied(_("Only people who treat clients in this team today can be on duty."))
