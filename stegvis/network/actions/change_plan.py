"""Changing the opening day: the one that is meant, and the one that came true."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import StartPlan
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(StartPlan)
def change_plan(*, by: Actor, opens_on: date | None, opened_on: date | None) -> StartPlan:
    """Both days as they are now known. Raises NotFound without a plan, Denied for a day that cannot be."""
    team_id = check_builds(by)
    plan = StartPlan.objects.select_for_update().filter(organisation_id=by.organisation_id, team_id=team_id).first()
    if plan is None:
        raise NotFound
    if opened_on is not None and opened_on > clock.today(by.zone):
        raise Denied(_("The day the team opened cannot be after today. Write a coming day as the planned one."))
    plan.opens_on, plan.opened_on = opens_on, opened_on
    plan.save(update_fields=["opens_on", "opened_on"])
    return plan
