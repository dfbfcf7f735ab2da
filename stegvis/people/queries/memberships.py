"""Which teams a member of staff works in, before one is chosen; and who works in a team."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Q

from stegvis.definitions import clock
from stegvis.people.models import Actor, Membership, NotFound, Role

MINE = """
    select t.slug, t.name, o.name, array_agg(distinct m.role), o.kind = 'national'
    from people_membership m
    join people_team t on t.organisation_id = m.organisation_id and (m.team_id = t.id or m.team_id is null)
    join people_organisation o on o.id = t.organisation_id
    cross join lateral (select (%s at time zone t.zone)::date as today) l
    where m.user_id = %s and m.since <= l.today and (m.until is null or m.until >= l.today)
    group by t.slug, t.name, o.name, o.kind order by o.name, t.name
"""


@dataclass(frozen=True)
class TeamOfMine:
    slug: str
    name: str
    organisation: str
    roles: frozenset[str]
    is_national: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody on a team today."""

    user_id: uuid.UUID
    membership_id: uuid.UUID
    name: str
    profession: str
    email: str
    role: str
    since: date
    is_active: bool


def teams_of(user_id: uuid.UUID) -> list[TeamOfMine]:
    """All teams of a user in all organisations: the one read that the quiet membership policy is for."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('stegvis.user', %s, true)", [str(user_id)])
        cursor.execute(MINE, [clock.now(), user_id])
        return [
            TeamOfMine(slug, name, house, frozenset(roles), kind)
            for slug, name, house, roles, kind in cursor.fetchall()
        ]


def members(viewer: Actor) -> list[Member]:
    """Who works in the viewer's team today, by name; for staff only."""
    if not any(role.is_staff for role in viewer.roles):
        raise NotFound
    today = clock.today(viewer.zone)
    rows = (
        Membership.objects.filter(organisation_id=viewer.organisation_id, since__lte=today)
        .filter(Q(team_id=viewer.team_id) | Q(team_id=None))
        .filter(Q(until=None) | Q(until__gte=today))
        .select_related("user")
        .order_by("user__name", "role")
    )
    return [
        Member(
            row.user_id, row.pk, row.user.name, row.user.profession, row.user.email, Role(row.role), row.since,
            row.user.is_active,
        )
        for row in rows
    ]  # fmt: skip
