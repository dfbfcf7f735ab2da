"""Planning an event, changing it, cancelling it. Who must be told is handed back: letters are above this room."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_can_arrange, check_can_arrange_event, check_names_nobody
from stegvis.network.actions.found_network import words_of
from stegvis.network.actions.seats import move_up
from stegvis.network.actions.telling import Telling, What
from stegvis.network.models import Event, Network, SignUp
from stegvis.people.actions.once import claim, finish, once
from stegvis.people.models import Actor, Denied, NotFound

# Pages beside those of single events have these addresses.
NOT_A_NAME = frozenset({"new", "seat", "material"})


@dataclass(frozen=True)
class EventFields:
    """What is said of an event. `programme` is [{at, title, by}]; no `seats`: no limit."""

    slug: str
    texts: dict[str, dict[str, Any]]
    starts_at: datetime
    ends_at: datetime
    sign_up_by: datetime
    network_id: uuid.UUID | None = None
    programme: list[dict[str, str]] = field(default_factory=list)
    place: str = ""
    is_digital: bool = False
    seats: int | None = None
    is_public: bool = True


@once(Event)
def plan_event(*, by: Actor, fields: EventFields) -> Event:
    """The event, open for sign-up until `sign_up_by`. Raises NotFound and Denied."""
    network = None
    if fields.network_id is not None:
        network = Network.objects.filter(organisation_id=by.organisation_id, pk=fields.network_id).first()
        if network is None:
            raise NotFound
    check_can_arrange(by, network)
    _check_fits(fields)
    refusal = Denied(_("There is an event with this short name already. Choose another one."))
    if fields.slug in NOT_A_NAME:
        raise refusal
    try:
        with transaction.atomic():
            return Event.objects.create(organisation_id=by.organisation_id, made_by_id=by.user_id, **asdict(fields))
    except IntegrityError as taken:
        raise refusal from taken


def change_event(*, by: Actor, event_id: uuid.UUID, wanted: EventFields) -> tuple[Event, Sequence[Telling]]:
    """The event as it is now, and who is told: where day, time or place changed everybody, else who got a seat.

    Its address and its network stay. Fewer seats than are given away take nobody's seat. Raises NotFound and Denied.
    """
    with transaction.atomic():
        event = _locked(by, event_id)
        if by.command is not None and claim(by, "change_event") is not None:
            return event, ()
        _check_open(event)
        _check_fits(wanted)
        moved = (event.starts_at, event.place) != (wanted.starts_at, wanted.place)
        for one in fields(wanted):
            if one.name not in ("slug", "network_id"):
                value = getattr(wanted, one.name)
                setattr(event, one.name, {**event.texts, **value} if one.name == "texts" else value)
        event.save()
        told = list(move_up(event))
        if moved:
            moved_up = {each.sign_up_id for each in told}
            told += [each for each in _everybody(event, What.CHANGED) if each.sign_up_id not in moved_up]
        if by.command is not None:
            finish(by, "change_event", event.pk)
        return event, told


def cancel_event(*, by: Actor, event_id: uuid.UUID) -> tuple[Event, Sequence[Telling]]:
    """It does not take place. Everybody with a seat or waiting for one is told. Raises NotFound and Denied."""
    with transaction.atomic():
        event = _locked(by, event_id)
        if by.command is not None and claim(by, "cancel_event") is not None:
            return event, ()
        _check_open(event)
        event.cancelled_at = clock.now()
        event.save(update_fields=["cancelled_at"])
        if by.command is not None:
            finish(by, "cancel_event", event.pk)
        return event, _everybody(event, What.CANCELLED)


def _locked(by: Actor, event_id: uuid.UUID) -> Event:
    event = Event.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=event_id).first()
    if event is None:
        raise NotFound
    check_can_arrange_event(by, event)
    return event


def _check_open(event: Event) -> None:
    if event.cancelled_at is not None:
        raise Denied(_("The event is cancelled already."))
    if event.ends_at <= clock.now():
        raise Denied(_("The event is over."))


def _check_fits(wanted: EventFields) -> None:
    said = [value for line in wanted.programme for value in line.values()]
    check_names_nobody(*words_of(wanted.texts), *said, wanted.place)
    if wanted.ends_at <= wanted.starts_at:
        raise Denied(_("The event must end after it begins."))
    if wanted.sign_up_by > wanted.starts_at:
        raise Denied(_("People must have signed up before the event begins."))


def _everybody(event: Event, what: What) -> list[Telling]:
    rows = SignUp.objects.filter(organisation_id=event.organisation_id, event=event).exclude(
        state=SignUp.State.WITHDRAWN
    )
    return [Telling(row, what) for row in rows.order_by("number").values_list("pk", flat=True)]
