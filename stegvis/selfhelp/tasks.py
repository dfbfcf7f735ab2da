"""Jobs of guided self-help. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.people.models import Team
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.actions.ask_measures import ask_measures
from stegvis.selfhelp.actions.give_while_waiting import give_while_waiting
from stegvis.selfhelp.actions.reach_out import reach_out


@app.periodic(cron="41 * * * *")
@app.task(name="selfhelp.reach_out", queueing_lock="selfhelp.reach_out")
def reach_out_everywhere(timestamp: int) -> None:
    """Hourly: modules whose day has come, and clients who may be falling off, one transaction a team."""
    for team in Team.objects.select_related("organisation").order_by("id"):
        with working_in(team.organisation, team=team) as by:
            reach_out(by=by, team=team)


@app.periodic(cron="27 * * * *")
@app.task(name="selfhelp.ask_measures", queueing_lock="selfhelp.ask_measures")
def ask_measures_everywhere(timestamp: int) -> None:
    """Hourly: what each programme measures on its schedule, one transaction a team."""
    for team in Team.objects.select_related("organisation").order_by("id"):
        with working_in(team.organisation, team=team) as by:
            ask_measures(by=by, team=team)


@app.periodic(cron="*/10 * * * *")
@app.task(name="selfhelp.give_while_waiting", queueing_lock="selfhelp.give_while_waiting")
def give_while_waiting_everywhere(timestamp: int) -> None:
    """Each ten minutes, so that it is there when one looks: something to begin with for those who wait."""
    for team in Team.objects.select_related("organisation").order_by("id"):
        with working_in(team.organisation, team=team) as by:
            give_while_waiting(by=by, team=team)
