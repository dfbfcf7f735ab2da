"""Jobs of the outbox. procrastinate finds this file by its name."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from stegvis.notices.actions.send import overdue, send
from stegvis.people.models import Organisation


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
