"""Who has seen a person: the access log as the client reads it, from the sealer's index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from stegvis.people.models import Actor, NotFound

SEEN = """
    select e.at, u.name, u.profession, e.role, e.page, e.reason,
           e.grounds[array_position(e.persons, r.person_id)], e.client_id is not null
    from people_accessreader r
    join people_accessentry e on e.organisation_id = r.organisation_id and e.seq = r.entry_id
    left join people_user u on u.id = e.user_id
    where r.organisation_id = %s and r.person_id = %s
    order by e.seq desc limit %s
"""


@dataclass(frozen=True)
class Seen:
    """One time somebody saw something of the person."""

    at: datetime
    name: str
    profession: str
    role: str
    page: str
    ground: str
    reason: str
    is_own: bool


def who_has_seen(viewer: Actor, *, most: int = 500) -> list[Seen]:
    """Everything the log holds of the client who asks, newest first. One statement.

    A client asks for own entries only; for anybody else there is nothing here.
    """
    if not viewer.is_client or viewer.person_id is None:
        raise NotFound
    viewer.show(viewer.person_id, "own")
    with connection.cursor() as cursor:
        cursor.execute(SEEN, [viewer.organisation_id, viewer.person_id, most])
        return [
            Seen(at, name or "", profession or "", role, page, ground, reason, is_own)
            for at, name, profession, role, page, reason, ground, is_own in cursor.fetchall()
        ]
