"""Remembering where a client reads, and roughly for how long. One statement, without a history."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import connection

from stegvis.definitions import clock
from stegvis.people.models import Actor

# A longer time between two pages is a pause: as long as a session lasts without being used.
PAUSE = timedelta(minutes=30)
SEEN = """
    update selfhelp_assignedmodule
    set place = %s, begun_at = coalesce(begun_at, l.now), seen_at = l.now,
        seconds = seconds + case when seen_at > l.pause and seen_at <= l.now
                                 then extract(epoch from l.now - seen_at)::int else 0 end
    from (select %s::timestamptz as now, %s::timestamptz as pause) l
    where organisation_id = %s and person_id = %s and id = %s
"""


def see_module(*, by: Actor, module: uuid.UUID, place: str) -> None:
    """The client reads this step now; `module` is one that a query has found the client may read."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [place, now, now - PAUSE, by.organisation_id, by.own_person, module])
