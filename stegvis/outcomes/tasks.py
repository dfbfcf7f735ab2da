"""Jobs of the outcomes room. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.outcomes.actions.publish_results import renew_results
from stegvis.people.models import Team
from stegvis.people.tenancy import working_in


@app.periodic(cron="41 2 * * *")
@app.task(name="outcomes.renew_results", queueing_lock="outcomes.renew_results")
def renew_public_results(timestamp: int) -> None:
    """Nightly: public results that have become a year old give way to the next year, one transaction a team."""
    for team in Team.objects.select_related("organisation").order_by("id"):
        with working_in(team.organisation, team=team) as by:
            renew_results(by=by)
