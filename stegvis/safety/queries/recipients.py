"""Who is told of an alert: the responsible therapist and whoever is on duty, and never nobody."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import connection

from stegvis.care.models import Episode
from stegvis.people.queries.clinicians import CLINICAL
from stegvis.safety.queries.watch import Watch

# Everybody in the team who treats people today with an account that works and is not kept away from this client.
READ = """
select m.user_id, bool_or(m.role = 'lead')
from people_membership m
join people_user u on u.id = m.user_id and u.is_active
where m.organisation_id = %(organisation)s and (m.team_id = %(team)s or m.team_id is null)
  and m.role = any(%(clinical)s) and m.since <= %(today)s and (m.until is null or m.until >= %(today)s)
  and not exists (
      select 1 from people_block b
      where b.organisation_id = m.organisation_id and b.person_id = %(person)s and b.until is null
        and (b.user_id = m.user_id or b.team_id = %(team)s))
group by m.user_id order by m.user_id
"""


def recipients_of(episode: Episode, watch: Watch, at: datetime) -> tuple[uuid.UUID, ...]:
    """The users to tell, each once. Who has left, or may not see the client, is passed over at once.

    Where neither the responsible therapist nor anybody on duty can be told, the leads are; without leads,
    everybody who treats people in the team.
    """
    able = _able(episode, watch, at)
    on_duty = next((one.id for one in watch.named_at(at) if one.id in able), None)
    told = tuple(dict.fromkeys(user for user in (episode.responsible_id, on_duty) if user in able))
    leads = tuple(user for user, is_lead in able.items() if is_lead)
    return told or leads or tuple(able)


def _able(episode: Episode, watch: Watch, at: datetime) -> dict[uuid.UUID, bool]:
    values: dict[str, Any] = {
        "organisation": episode.organisation_id,
        "team": episode.team_id,
        "person": episode.person_id,
        "clinical": CLINICAL,
        "today": watch.day_of(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(READ, values)
        return dict(cursor.fetchall())
