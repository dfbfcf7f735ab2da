"""Telling those who look after the library that something must be read again: once for each page and claim."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import connection
from django.db.models import Q

from stegvis.definitions import clock
from stegvis.library.queries.pages import Due, due_for_review
from stegvis.notices.actions.notify import notify
from stegvis.people.models import Actor, Membership, Role

# A told thing is remembered among the commands, which are dropped after 30 days; each round keeps those still due.
REMEMBER = """
    insert into people_command (organisation_id, id, action, at) values (%s, %s, 'remind_owners', %s)
    on conflict (organisation_id, id, action) do update set at = excluded.at returning (xmax = 0)
"""


def remind_owners(*, by: Actor) -> int:
    """One notice to each owner of something that has newly come due; how many were sent.

    What nobody owns, or somebody who has left, is told to the editors, and where there are none to the leads.
    A new day of review, or another word out of date, is a new thing to tell.
    """
    roles = _roles(by)
    fallback = {user for user, has in roles.items() if Role.EDITOR in has} or {
        user for user, has in roles.items() if Role.LEAD in has
    }
    told: set[uuid.UUID] = set()
    for due in due_for_review(by):
        readers = {due.owner_id} if due.owner_id and due.owner_id in roles else fallback
        if readers and _is_new(by, due):
            told |= readers
    for user in sorted(told):
        notify(by=by, text="content_due", user=user)
    return len(told)


def _roles(by: Actor) -> dict[uuid.UUID, Collection[str]]:
    """Who works in the organisation today, with what they are there."""
    today = clock.today(by.zone)
    rows = Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        organisation_id=by.organisation_id,
        since__lte=today,
        user__is_active=True,
    )
    found: dict[uuid.UUID, Collection[str]] = {}
    for user, role in rows.values_list("user_id", "role"):
        found[user] = {*found.get(user, ()), role}
    return found


def _is_new(by: Actor, due: Due) -> bool:
    """Whether this was never told; from now on it was."""
    words = ",".join(sorted({outdated.term.key for _language, outdated in due.outdated}))
    name = uuid.uuid5(due.id, f"{due.review_by} {words}")
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, [by.organisation_id, name, clock.now()])
        is_first: bool = cursor.fetchone()[0]
    return is_first
