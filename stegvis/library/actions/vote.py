"""Counting a vote: one statement in a transaction in which nothing else is read about anybody or written (ADR 0022).

No actor, no command id, no audit row: this file is given an organisation, a poll and a choice, and knows no more.
"""

from __future__ import annotations

import uuid
from collections.abc import Container, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.models import Poll, PollRoom
from stegvis.people.models import Actor, Denied, NotFound, Role
from stegvis.people.tenancy import enter

# Always in one order, so that two votes, or a vote and the rewriting, wait for each other instead of both for ever.
LOCK = "select choice from library_pollcount where organisation_id = %s and poll_id = %s order by id for update"
# Every counter of the poll is written anew, so that the rows do not tell which of them was the last to change.
COUNT = (
    "update library_pollcount set n = n + case when choice = %s then 1 else 0 end "
    "where organisation_id = %s and poll_id = %s"
)
COUNT_IN_ROOM = (
    "update library_pollroom set counts = jsonb_set(counts, array[%s], to_jsonb((counts ->> %s)::int + 1)) "
    "where organisation_id = %s and id = %s and not is_shown and ends_at > %s"
)


def vote(*, organisation_id: uuid.UUID, poll: uuid.UUID, choice: str) -> None:
    """Count one more for `choice`. Raises Denied when the poll is closed or has no such answer; then nothing counts.

    Must not be called inside a transaction: Django refuses, since what is written with a vote is tied to it.
    """
    with _alone(organisation_id), connection.cursor() as cursor:
        found = Poll.objects.filter(organisation_id=organisation_id, pk=poll).first()
        if found is None:
            raise NotFound
        check_is_open(is_open=found.closed_at is None)
        cursor.execute(LOCK, [organisation_id, poll])
        check_is_choice(choice, {row[0] for row in cursor.fetchall()})
        cursor.execute(COUNT, [choice, organisation_id, poll])


def vote_in_room(*, organisation_id: uuid.UUID, room: uuid.UUID, choice: str) -> None:
    """Count one more for `choice` among the people of one room. Raises Denied as `vote` does."""
    with _alone(organisation_id), connection.cursor() as cursor:
        found = PollRoom.objects.filter(organisation_id=organisation_id, pk=room).first()
        if found is None:
            raise NotFound
        check_is_choice(choice, found.counts)
        cursor.execute(COUNT_IN_ROOM, [choice, choice, organisation_id, room, clock.now()])
        check_is_open(is_open=bool(cursor.rowcount))


def check_is_open(*, is_open: bool) -> None:
    """Raise Denied when no more answers are taken."""
    if not is_open:
        raise Denied(_("This question is closed. Your answer was not counted; what others answered is still shown."))


def check_is_choice(choice: str, choices: Container[str]) -> None:
    """Raise Denied unless it is one of the answers."""
    if choice not in choices:
        raise Denied(_("Choose one of the answers. Nothing was counted."))


@contextmanager
def _alone(organisation_id: uuid.UUID) -> Iterator[None]:
    """A transaction that is nobody's: outermost, or refused."""
    with transaction.atomic(durable=True):
        enter(Actor(organisation_id=organisation_id, roles=frozenset({Role.VISITOR})))
        yield
