"""Whether somebody may have asked before, for the intake board: a yes or no, never the earlier episode."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import connection

from stegvis.people.models import Actor, NotFound, Person, Role

EARLIER = """
select now.person_id from people_identity now
join people_person asked on asked.organisation_id = now.organisation_id and asked.id = now.person_id
where now.organisation_id = %s and now.person_id = any(%s) and exists (
    select 1 from people_identity before
    join people_person known on known.organisation_id = before.organisation_id and known.id = before.person_id
    where before.organisation_id = now.organisation_id and before.person_id <> now.person_id
      and (before.number_hash = now.number_hash or before.name_birth_hash = now.name_birth_hash)
      and (known.created_at, known.id) < (asked.created_at, asked.id))
"""


def possible_earlier(viewer: Actor, person: Person) -> bool:
    """Whether an earlier person of the organisation has the same national number, or name and birth date."""
    return person.id in possible_earlier_among(viewer, [person.id])


def possible_earlier_among(viewer: Actor, persons: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Those of a list who may have asked before, in one statement. Only for the clinic: others get NotFound."""
    if not viewer.has(Role.COORDINATOR, Role.THERAPIST, Role.LEAD, Role.SYSTEM):
        raise NotFound
    with connection.cursor() as cursor:
        cursor.execute(EARLIER, [viewer.organisation_id, list(persons)])
        return frozenset(row[0] for row in cursor.fetchall())
