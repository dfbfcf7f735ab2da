"""Jobs of the questionnaires room. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.people.models import Team
from stegvis.people.tenancy import working_in
from stegvis.questionnaires.actions.ask_before_contacts import ask_before_contacts


@app.periodic(cron="23 * * * *")
@app.task(name="questionnaires.ask_before_contacts", queueing_lock="questionnaires.ask_before_contacts")
def ask_everywhere(timestamp: int) -> None:
    """Hourly: what each team asks before its contacts of the coming days, one transaction a team."""
    for team in Team.objects.select_related("organisation").order_by("id"):
        with working_in(team.organisation, team=team) as by:
            ask_before_contacts(by=by, team=team)
