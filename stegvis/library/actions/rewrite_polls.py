"""Writing every counter anew, so that no row tells when it last changed or in what order people came (ADR 0022)."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from stegvis.definitions import clock
from stegvis.library.models import PollRoom
from stegvis.people.models import Actor

# So long those who were in the room can still look at what it answered.
ROOMS_FOR = timedelta(days=1)

LOCK = "select id from library_pollcount where organisation_id = %s order by id for update"
COUNTERS = "update library_pollcount set n = n where organisation_id = %s"
ROOMS = "update library_pollroom set counts = counts where organisation_id = %s"
# Taken out and put back in another order: rows otherwise lie in the order in which people voted.
VOTERS = (
    "with gone as (delete from library_pollvoter where organisation_id = %s "
    "returning id, organisation_id, poll_id, staff_id) "
    "insert into library_pollvoter (id, organisation_id, poll_id, staff_id) "
    "select id, organisation_id, poll_id, staff_id from gone order by random()"
)


def rewrite_polls(*, by: Actor) -> None:
    """All counters, rooms and voters of the organisation in one transaction; rooms of yesterday go."""
    PollRoom.objects.filter(organisation_id=by.organisation_id, ends_at__lt=clock.now() - ROOMS_FOR).delete()
    with connection.cursor() as cursor:
        for statement in (LOCK, COUNTERS, ROOMS, VOTERS):
            cursor.execute(statement, [by.organisation_id])
