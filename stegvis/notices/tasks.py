"""Jobs of the outbox. procrastinate finds this file by its name."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from stegvis.notices.actions.chase_offers import chase_offers
from stegvis.notices.actions.remind_owners import remind_owners
from stegvis.notices.actions.send import overdue, send
from stegvis.people.models import Organisation
from stegvis.people.tenancy import in_each_organisation


@app.task(name="notices.send")
def send_notice(organisation: str, notice: str) -> None:
    send(Organisation.objects.get(pk=uuid.UUID(organisation)), uuid.UUID(notice))


@app.periodic(cron="* * * * *")
@app.task(name="notices.every_minute", queueing_lock="notices.every_minute")
def every_minute(timestamp: int) -> None:
    """A job for each notice left over, so that one that cannot be sent does not hold up another."""
    for organisation in Organisation.objects.order_by("id"):
        for notice in overdue(organisation):
            send_notice.defer(organisation=str(organisation.pk), notice=str(notice))


@app.periodic(cron="11 6 * * 1")
@app.task(name="notices.remind_owners", queueing_lock="notices.remind_owners")
def remind_owners_everywhere(timestamp: int) -> None:
    """Mondays: what of the library must be read again, one transaction an organisation."""
    in_each_organisation(remind_owners)


@app.periodic(cron="17 6 * * 1")
@app.task(name="notices.chase_offers", queueing_lock="notices.chase_offers")
def chase_offers_everywhere(timestamp: int) -> None:
    """Mondays: offers nearby that nobody has checked for half a year, one transaction an organisation."""
    in_each_organisation(chase_offers)
