"""Events as they are read: coming and past, one of them, who signed up, and how many came with lived experience."""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import arranges_event
from stegvis.network.actions.seats import place_in_line
from stegvis.network.actions.sign_up import PLACE
from stegvis.network.models import Event, EventMaterial, SignUp
from stegvis.network.queries.networks import said_in
from stegvis.people.models import Actor, Denied, NotFound, Role
from stegvis.people.sealing import door_hash, organisation_sealer

FEWEST_SHOWN = 5
SEAT = Q(sign_ups__state=SignUp.State.SEAT)
LIVED = Q(sign_ups__comes_as=SignUp.ComesAs.LIVED_EXPERIENCE)
CAME = Q(sign_ups__attended=True)


@dataclass(frozen=True)
class LivedExperience:
    """Of `all` who came (or have a seat, before the event) so many have lived experience. Never below five."""

    lived: int
    all: int


@dataclass(frozen=True)
class EventView:
    """An event in the reader's language; `language` is the one the words are in."""

    id: uuid.UUID
    slug: str
    language: str
    title: str
    summary: str
    programme: tuple[dict[str, str], ...]
    place: str
    is_digital: bool
    starts_at: datetime
    ends_at: datetime
    sign_up_by: datetime
    seats: int | None
    is_public: bool
    is_cancelled: bool
    is_over: bool
    is_open: bool  # one can sign up
    network: str
    network_slug: str
    taken: int
    waiting: int
    lived: LivedExperience | None  # of those who have a seat, and once it is over of those who came
    is_arranged: bool = False  # by the viewer

    @property
    def is_full(self) -> bool:
        return self.seats is not None and (self.waiting > 0 or self.taken >= self.seats)


@dataclass(frozen=True)
class MaterialView:
    id: uuid.UUID
    title: str
    licence: str
    type: str


@dataclass(frozen=True)
class GuestView:
    """One who signed up, as those who arrange the event see it. `is_erased`: a year has passed."""

    id: uuid.UUID
    number: int
    state: str
    comes_as: str
    name: str
    email: str
    needs: str
    attended: bool | None
    is_erased: bool = False


@dataclass(frozen=True)
class SeatView:
    """What the holder of the link sees: the event, and the own place, nobody else's and no name."""

    event: EventView
    state: str
    number: int  # place in the line, 0 for who does not wait


def events(
    viewer: Actor, *, past: bool = False, network_id: uuid.UUID | None = None, most: int = 50
) -> list[EventView]:
    """Coming ones, the next first, or past ones, the last first."""
    now = clock.now()
    rows = _rows(viewer)
    if network_id is not None:
        rows = rows.filter(network_id=network_id)
    chosen = (
        rows.filter(ends_at__lte=now).order_by("-starts_at")
        if past
        else rows.filter(ends_at__gt=now).order_by("starts_at")
    )
    return [_view(viewer, row) for row in chosen[:most]]


def event_named(viewer: Actor, slug: str) -> EventView:
    """Raises NotFound, also for one that is not the viewer's to see."""
    row = _rows(viewer).filter(slug=slug).first()
    if row is None:
        raise NotFound
    return _view(viewer, row)


def material_of(viewer: Actor, event_id: uuid.UUID) -> list[MaterialView]:
    rows = EventMaterial.objects.filter(organisation_id=viewer.organisation_id, event_id=event_id)
    return [
        MaterialView(row.pk, row.title, row.licence, row.type) for row in rows.defer("content").order_by("added_at")
    ]


def material(viewer: Actor, material_id: uuid.UUID) -> EventMaterial:
    """With its content; NotFound where the viewer may not see the event."""
    rows = EventMaterial.objects.filter(organisation_id=viewer.organisation_id, pk=material_id)
    found = rows.filter(event__in=_rows(viewer).values("pk")).first()
    if found is None:
        raise NotFound
    return found


def share(lived: int, everybody: int) -> LivedExperience | None:
    """None where those with lived experience, or the others, are one to four, or nobody has it."""
    others = everybody - lived
    if lived < FEWEST_SHOWN or 0 < others < FEWEST_SHOWN:
        return None
    return LivedExperience(lived, everybody)


def guests_of(viewer: Actor, event: EventView) -> list[GuestView]:
    """Who has a seat and who waits, in the order they came. For those who arrange it: Denied for others."""
    if not event.is_arranged:
        raise Denied(_("Only the coordinator, a clinical lead or an implementation supporter can do this."))
    rows = SignUp.objects.filter(organisation_id=viewer.organisation_id, event_id=event.id)
    return [_guest(row) for row in rows.exclude(state=SignUp.State.WITHDRAWN).order_by("number")]


def counted_as(guests: Iterable[GuestView]) -> dict[str, int]:
    """How many with a seat come as what."""
    found = Counter(guest.comes_as for guest in guests if guest.state == SignUp.State.SEAT)
    return {kind: found[kind] for kind in SignUp.ComesAs.values}


def seat_behind(viewer: Actor, secret: str) -> SeatView:
    """By the secret of the link. Raises NotFound for one that opens nothing."""
    row = SignUp.objects.filter(organisation_id=viewer.organisation_id, door_hash=door_hash(secret)).first()
    if row is None:
        raise NotFound
    event = _all(viewer).filter(pk=row.event_id).get()
    return SeatView(_view(viewer, event), row.state, place_in_line(row))


def address_of(row: SignUp) -> dict[str, str]:
    """Name, e-mail and language of one who signed up; empty once they are erased. For letters only."""
    return _opened(row)


def _guest(row: SignUp) -> GuestView:
    said = _opened(row)
    return GuestView(
        row.pk, row.number, row.state, row.comes_as, said.get("name", ""), said.get("email", ""),
        said.get("needs", ""), row.attended, not said,
    )  # fmt: skip


def _opened(row: SignUp) -> dict[str, str]:
    sealed = bytes(row.sealed)
    if not sealed:
        return {}
    said: dict[str, str] = json.loads(organisation_sealer(row.organisation_id).unseal(sealed, row=row.pk, **PLACE))
    return said


def _all(viewer: Actor) -> QuerySet[Event]:
    return (
        Event.objects.filter(organisation_id=viewer.organisation_id)
        .select_related("network")
        .annotate(
            taken=Count("sign_ups", filter=SEAT),
            waiting=Count("sign_ups", filter=Q(sign_ups__state=SignUp.State.WAITING)),
            lived=Count("sign_ups", filter=SEAT & LIVED),
            came=Count("sign_ups", filter=SEAT & CAME),
            lived_came=Count("sign_ups", filter=SEAT & LIVED & CAME),
        )
    )


def _rows(viewer: Actor) -> QuerySet[Event]:
    rows = _all(viewer)
    return rows.filter(is_public=True) if viewer.has(Role.VISITOR, Role.CLIENT) else rows


def _view(viewer: Actor, row: Any) -> EventView:
    language, said = said_in(row.texts, viewer.language)
    now = clock.now()
    is_over, is_cancelled = row.ends_at <= now, row.cancelled_at is not None
    return EventView(
        id=row.pk,
        slug=row.slug,
        language=language,
        title=said.get("title", row.slug),
        summary=said.get("summary", ""),
        programme=tuple(row.programme),
        place=row.place,
        is_digital=row.is_digital,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        sign_up_by=row.sign_up_by,
        seats=row.seats,
        is_public=row.is_public,
        is_cancelled=is_cancelled,
        is_over=is_over,
        is_open=not is_cancelled and row.sign_up_by > now,
        network=said_in(row.network.texts, viewer.language)[1].get("name", "") if row.network else "",
        network_slug=row.network.slug if row.network and (row.network.is_public or viewer.user_id) else "",
        taken=row.taken,
        waiting=row.waiting,
        lived=share(row.lived_came, row.came) if is_over else share(row.lived, row.taken),
        is_arranged=arranges_event(viewer, row),
    )
