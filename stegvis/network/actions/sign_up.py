"""Signing up for an event: a seat, or a place in the line. The answer never tells whether an address was known."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_fits, check_names_nobody
from stegvis.network.actions.seats import new_door, place_in_line, taken, waiting
from stegvis.network.actions.telling import Telling, What
from stegvis.network.models import Event, SignUp
from stegvis.people.actions.once import claim, finish
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import look_up_hash, organisation_sealer

LONGEST = {"name": 100, "email": 254, "needs": 500}  # characters
PLACE = {"table": "network_signup", "column": "sealed"}


@dataclass(frozen=True)
class Guest:
    """Who wants to come, as it was typed."""

    name: str
    email: str
    comes_as: str
    needs: str = ""


@dataclass(frozen=True)
class SignedUp:
    """`number` is the place in the line that somebody new gets just now, 0 for a seat; `told` is for the letters."""

    number: int
    told: Sequence[Telling] = ()


def check_can_sign_up(event: Event) -> None:
    """Raise Denied with a sentence where nobody can sign up any more."""
    if event.cancelled_at is not None:
        raise Denied(_("The event is cancelled."))
    if event.sign_up_by <= clock.now():
        raise Denied(_("Sign-up is closed."))


def sign_up(*, by: Actor, event_id: uuid.UUID, guest: Guest) -> SignedUp:
    """A seat while there is one, else a place in the line. Raises NotFound and Denied; then nothing is stored.

    An address that is signed up already gets a new link by e-mail, and the page says what it says to anybody.
    Two who take the last seat wait for each other at the event's row.
    """
    check_names_nobody(guest.name, guest.needs)
    check_fits(LONGEST, name=guest.name, email=guest.email, needs=guest.needs)
    with transaction.atomic():
        event = Event.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=event_id).first()
        if event is None or not (event.is_public or by.user_id):
            raise NotFound
        check_can_sign_up(event)
        earlier = claim(by, "sign_up") if by.command is not None else None
        if earlier is not None:
            row = SignUp.objects.get(organisation_id=by.organisation_id, pk=earlier)
            return SignedUp(place_in_line(row))
        number = _next_place(event)
        row, telling = _known(by, event, guest) or _new(by, event, guest, number)
        if by.command is not None:
            finish(by, "sign_up", row.pk)
        return SignedUp(number, (telling,))


def _next_place(event: Event) -> int:
    """What somebody new gets: 0 for a seat, else the place in the line."""
    line = waiting(event)
    if event.seats is None or (not line and taken(event) < event.seats):
        return 0
    return line + 1


def _known(by: Actor, event: Event, guest: Guest) -> tuple[SignUp, Telling] | None:
    row = (
        SignUp.objects.filter(organisation_id=by.organisation_id, event=event, email_hash=_hash(by, guest.email))
        .exclude(state=SignUp.State.WITHDRAWN)
        .first()
    )
    if row is None:
        return None
    secret = new_door(row)
    row.save(update_fields=["door_hash"])
    return row, _telling(row, secret)


def _new(by: Actor, event: Event, guest: Guest, number: int) -> tuple[SignUp, Telling]:
    last = SignUp.objects.filter(organisation_id=by.organisation_id, event=event).aggregate(last=Max("number"))["last"]
    key = uuid.uuid4()
    written = {"name": guest.name.strip(), "email": guest.email.strip(), "needs": guest.needs.strip(),
               "language": by.language}  # fmt: skip
    row = SignUp(
        id=key,
        organisation_id=by.organisation_id,
        event=event,
        number=(last or 0) + 1,
        state=SignUp.State.WAITING if number else SignUp.State.SEAT,
        comes_as=guest.comes_as,
        sealed=organisation_sealer(by.organisation_id).seal(json.dumps(written), row=key, **PLACE),
        email_hash=_hash(by, guest.email),
        at=clock.now(),
    )
    secret = new_door(row)
    row.save(force_insert=True)
    return row, _telling(row, secret)


def _telling(row: SignUp, secret: str) -> Telling:
    number = place_in_line(row)
    return Telling(row.pk, What.WAITING if number else What.SEAT, secret, number)


def _hash(by: Actor, email: str) -> bytes:
    return look_up_hash(by.organisation_id, "event e-mail", email)
