"""Jobs of guided self-help. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.people.models import Team
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.actions.reach_out import reach_out


@app.periodic(cron="41 * * * *")
@app.task(name="selfhelp.reach_out", queueing_lock="selfhelp.reach_out")
def reach_out_everywhere(timestamp: int) -> None:
    """Hourly: modules whose day has come, and clients who may be falling off, one transaction a team."""
    for team in Team.objects.select_related("organisation").order_by("id"):
        with working_in(team.organisation, team=team) as by:
            reach_out(by=by, team=team)
