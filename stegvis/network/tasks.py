"""Jobs of the network room. procrastinate finds this file by its name."""

from __future__ import annotations

from procrastinate.contrib.django import app

from stegvis.network.actions.erase_sign_ups import erase_sign_ups
from stegvis.people.tenancy import in_each_organisation


@app.periodic(cron="23 3 * * *")
@app.task(name="network.erase_sign_ups", queueing_lock="network.erase_sign_ups")
def erase_old_sign_ups(timestamp: int) -> None:
    """Daily: who signed up for events that were a year ago."""
    in_each_organisation(erase_sign_ups)
