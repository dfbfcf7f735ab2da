"""Adding a task of the team's own to its plan."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import StartPlan, StartTask
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(StartTask)
def add_task(*, by: Actor, title: str, due_on: date | None = None, who: str = "") -> StartTask:
    """Raises NotFound where the plan has not begun, and Denied with a sentence."""
    team_id = check_builds(by)
    plan = StartPlan.objects.filter(organisation_id=by.organisation_id, team_id=team_id).first()
    if plan is None:
        raise NotFound
    title = title.strip()
    check_names_nobody(title, who)
    if not title:
        raise Denied(_("Write what is to be done."))
    return StartTask.objects.create(
        organisation_id=by.organisation_id, plan=plan, title=title, due_on=due_on, who=who.strip(),
        changed_by_id=by.as_user, changed_at=clock.now(),
    )  # fmt: skip
