"""Putting what a later edition of the kit has brought into a plan that had begun before. What stands there stays."""

from __future__ import annotations

from datetime import date

from stegvis.definitions import clock
from stegvis.definitions.kit import Task, tasks
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import StartPlan, StartTask
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound


@once(StartPlan)
def take_in_tasks(*, by: Actor) -> StartPlan:
    """Every task of the kit that the plan lacks, waiting. Raises NotFound without a plan, and Denied."""
    team_id = check_builds(by)
    plan = StartPlan.objects.select_for_update().filter(organisation_id=by.organisation_id, team_id=team_id).first()
    if plan is None:
        raise NotFound
    rows = StartTask.objects.filter(organisation_id=by.organisation_id, plan=plan)
    known = set(rows.exclude(key="").values_list("key", flat=True))
    StartTask.objects.bulk_create(
        StartTask(organisation_id=by.organisation_id, plan=plan, key=key, due_on=_day(by, plan, task))
        for key, task in tasks().items()
        if key not in known
    )
    return plan


def _day(by: Actor, plan: StartPlan, task: Task) -> date | None:
    """A day of its own where the plan's usual one would be late already; else the usual one."""
    opening, today = plan.opened_on or plan.opens_on, clock.today(by.zone)
    if opening is None or task.usual_day(opening, plan.begun_on) >= today:
        return None
    return task.usual_day(opening, today)
