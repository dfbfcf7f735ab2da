"""Beginning a team's plan: every task of the kit, waiting."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.kit import tasks
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import StartPlan, StartTask
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Team


@once(StartPlan)
def begin_plan(*, by: Actor, opens_on: date | None = None) -> StartPlan:
    """The plan of the actor's team. Raises Denied where there is one already."""
    team_id = check_builds(by)
    # Two who begin at the same moment wait for each other here.
    Team.objects.select_for_update().get(organisation_id=by.organisation_id, pk=team_id)
    if StartPlan.objects.filter(organisation_id=by.organisation_id, team_id=team_id).exists():
        raise Denied(_("The plan has begun already. Somebody else may have done it just now."))
    plan = StartPlan.objects.create(
        organisation_id=by.organisation_id, team_id=team_id, begun_on=clock.today(by.zone), opens_on=opens_on
    )
    StartTask.objects.bulk_create(StartTask(organisation_id=by.organisation_id, plan=plan, key=key) for key in tasks())
    return plan
