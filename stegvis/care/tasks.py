"""Jobs of the care room. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.care.actions.ask_for_link import LinkRequest, answer_request
from stegvis.care.actions.drop_drafts import drop_drafts
from stegvis.people.tenancy import in_each_organisation


@app.task(name="care.send_link")
def send_link(organisation: str, row: str, sealed: str) -> None:
    """A client asked for a new link from the log-in page."""
    answer_request(LinkRequest(organisation, row, sealed))


@app.periodic(cron="17 * * * *")
@app.task(name="care.drop_drafts", queueing_lock="care.drop_drafts")
def drop_old_drafts(timestamp: int) -> None:
    """Hourly: requests for help that were begun and never sent, when their fourteen days are over."""
    in_each_organisation(drop_drafts)
