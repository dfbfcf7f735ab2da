"""Putting the fetching from an archive into the queue: a button's, the night's, and a job's with more to fetch."""

from __future__ import annotations

import uuid

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from stegvis.library.actions.keep_publication import check_can_keep_publications
from stegvis.library.models import Harvest
from stegvis.people.models import Actor, NotFound


def harvest_soon(*, by: Actor, harvest_id: uuid.UUID) -> bool:
    """Whether it was put there; False where it waits in the queue already. Raises Denied and NotFound."""
    check_can_keep_publications(by)
    if not Harvest.objects.filter(organisation_id=by.organisation_id, pk=harvest_id).exists():
        raise NotFound
    one_at_a_time = f"library.harvest {harvest_id}"
    job = app.configure_task("library.harvest", lock=one_at_a_time, queueing_lock=one_at_a_time)
    try:
        with transaction.atomic():
            job.defer(organisation=str(by.organisation_id), harvest_id=str(harvest_id))
    except AlreadyEnqueued:
        return False
    return True
