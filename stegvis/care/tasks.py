"""Jobs of the care room. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.care.actions.ask_for_link import LinkRequest, answer_request


@app.task(name="care.send_link")
def send_link(organisation: str, row: str, sealed: str) -> None:
    """A client asked for a new link from the log-in page."""
    answer_request(LinkRequest(organisation, row, sealed))
