"""Giving back a seat, or a place in the line, by the secret of the link that was e-mailed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.seats import move_up
from stegvis.network.actions.telling import Telling
from stegvis.network.models import Event, SignUp
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import door_hash


def give_back_seat(*, by: Actor, secret: str) -> tuple[SignUp, Sequence[Telling]]:
    """Name, address and needs are gone at once; who waits first has the seat. The second time changes nothing.

    Raises NotFound for a link that opens nothing, and Denied once the event has begun.
    """
    with transaction.atomic():
        mine = SignUp.objects.filter(organisation_id=by.organisation_id, door_hash=door_hash(secret))
        event_id = mine.values_list("event_id", flat=True).first()
        if event_id is None:
            raise NotFound
        event = Event.objects.select_for_update().get(organisation_id=by.organisation_id, pk=event_id)
        row = mine.first()
        if row is None:
            raise NotFound
        if row.state == SignUp.State.WITHDRAWN:
            return row, ()
        if event.starts_at <= clock.now():
            raise Denied(_("The event has begun, so the seat can no longer be given back."))
        row.state = SignUp.State.WITHDRAWN
        forget_guest(row)
        row.save(update_fields=["state", "sealed", "email_hash"])
        return row, list(move_up(event))


def forget_guest(row: SignUp) -> None:
    """Take out who it was; what kind of guest it was stays and is counted. The row is not saved."""
    row.sealed, row.email_hash = b"", row.pk.bytes
