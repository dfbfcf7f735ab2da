"""Jobs of the library. procrastinate finds this file by its name."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app

from stegvis.library.actions.harvest import harvest
from stegvis.library.actions.harvest_soon import harvest_soon
from stegvis.library.actions.rewrite_polls import rewrite_polls
from stegvis.library.models import Harvest
from stegvis.people.models import Organisation
from stegvis.people.tenancy import in_each_organisation, working_in


@app.task(name="library.harvest")
def fetch_archive(organisation: str, harvest_id: str) -> None:
    """Some answers of one archive, and another job for what is left."""
    found = Organisation.objects.get(pk=organisation)
    if harvest(organisation=found, harvest_id=uuid.UUID(harvest_id)):
        with working_in(found) as system:
            harvest_soon(by=system, harvest_id=uuid.UUID(harvest_id))


@app.periodic(cron="23 3 * * *")
@app.task(name="library.harvest_all", queueing_lock="library.harvest_all")
def fetch_archives(timestamp: int) -> None:
    """Nightly: every archive that an editor has named."""
    for organisation in Organisation.objects.order_by("id"):
        with working_in(organisation) as system:
            for row in Harvest.objects.filter(organisation=organisation):
                harvest_soon(by=system, harvest_id=row.pk)


@app.periodic(cron="*/10 * * * *")
@app.task(name="library.rewrite_polls", queueing_lock="library.rewrite_polls")
def rewrite_polls_everywhere(timestamp: int) -> None:
    """Each ten minutes, also where nobody has voted: every counter is written anew, one transaction an organisation."""
    in_each_organisation(rewrite_polls)
