"""The seats of an event: who has one, who waits, who moves up. Always behind a lock on the event's row."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from stegvis.definitions import clock
from stegvis.network.actions.telling import Telling, What
from stegvis.network.models import Event, SignUp
from stegvis.people.sealing import door_hash


def new_door(row: SignUp) -> str:
    """A new secret for the link of this sign-up; the one before opens nothing more. The row is not saved."""
    secret = secrets.token_urlsafe(24)
    row.door_hash = door_hash(secret)
    return secret


def taken(event: Event) -> int:
    return _of(event, SignUp.State.SEAT)


def waiting(event: Event) -> int:
    return _of(event, SignUp.State.WAITING)


def place_in_line(row: SignUp) -> int:
    """1 for who waits first; 0 for who does not wait."""
    if row.state != SignUp.State.WAITING:
        return 0
    line = SignUp.objects.filter(organisation_id=row.organisation_id, event_id=row.event_id, state=row.state)
    return line.filter(number__lte=row.number).count()


def move_up(event: Event) -> Iterator[Telling]:
    """Give the free seats to those who have waited longest. The caller holds the event's lock."""
    if event.cancelled_at is not None or event.starts_at <= clock.now():
        return
    line = SignUp.objects.filter(
        organisation_id=event.organisation_id, event=event, state=SignUp.State.WAITING
    ).order_by("number")
    free = None if event.seats is None else max(0, event.seats - taken(event))
    for row in list(line[:free]):
        secret = new_door(row)
        row.state = SignUp.State.SEAT
        row.save(update_fields=["state", "door_hash"])
        yield Telling(row.pk, What.MOVED_UP, secret)


def _of(event: Event, state: SignUp.State) -> int:
    return SignUp.objects.filter(organisation_id=event.organisation_id, event=event, state=state).count()
