"""Entering an organisation: one statement sets the tenant and the context of history, inside a transaction.

Where a page reads its session or membership anyway, that one statement sets the tenant too: people/sessions.py for a
client, portals/guard.py for staff. Nothing else in the product does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from stegvis.people.models.actor import Actor, Role
from stegvis.people.models.organisation import Organisation, Team

SET = (
    "select set_config('stegvis.organisation', %s, true), set_config('stegvis.user', %s, true), "
    "set_config('pghistory.context_metadata', %s, true)"
)


def history_context(*, user_id: object, person_id: object, role: str, command: object) -> str:
    """What each history row says of its origin: opaque ids and the role, never a name."""
    return json.dumps({"user": _text(user_id), "client": _text(person_id), "role": role, "command": _text(command)})


def enter(actor: Actor) -> None:
    """Make the actor's organisation the tenant until the surrounding transaction ends."""
    _inside_a_transaction()
    role = next(iter(sorted(actor.roles)), "")
    context = history_context(user_id=actor.user_id, person_id=actor.person_id, role=role, command=actor.command)
    with connection.cursor() as cursor:
        cursor.execute(SET, [str(actor.organisation_id), _text(actor.user_id), context])


@contextmanager
def working_in(organisation: Organisation, *, team: Team | None = None) -> Iterator[Actor]:
    """A transaction of our own inside an organisation, for jobs, commands, demo data and tests."""
    actor = system_actor(organisation, team=team)
    with transaction.atomic():
        enter(actor)
        yield actor


def in_each_organisation(act: Callable[..., object]) -> None:
    """Carry out an action that needs nothing but `by` for every organisation, each in a transaction of its own."""
    for organisation in Organisation.objects.order_by("id"):
        with working_in(organisation) as by:
            act(by=by)


def system_actor(organisation: Organisation, *, team: Team | None = None) -> Actor:
    return Actor(
        organisation_id=organisation.id,
        roles=frozenset({Role.SYSTEM}),
        country=organisation.country,
        zone=team.zone if team else "Europe/Oslo",
        team_id=team.id if team else None,
        name="Stegvis",
    )


def _inside_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("A tenant can only be set inside a transaction.")


def _text(value: object) -> str:
    return "" if value is None else str(value)
