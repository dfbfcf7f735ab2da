"""An offer was looked after: it is still there, it is no longer shown, or its owner was asked to look."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from stegvis.definitions import clock
from stegvis.network.actions.keep_offer import check_can_keep_offers
from stegvis.network.models import LocalOffer
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound


@once(LocalOffer)
def check_offer(*, by: Actor, offer_id: uuid.UUID, room: str | None = None) -> LocalOffer:
    """Somebody made sure today that it is there as it is written; `room` says whether it has room now."""
    found = _standing(by, offer_id)
    found.checked_on, found.asked_on = clock.today(by.zone), None
    if room in LocalOffer.Room.values:
        found.room = room
    found.save(update_fields=["checked_on", "asked_on", "room"])
    return found


@once(LocalOffer)
def withdraw_offer(*, by: Actor, offer_id: uuid.UUID) -> LocalOffer:
    """It is shown to nobody any more. Who was given it is told that it is gone."""
    found = _standing(by, offer_id)
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    return found


def mark_asked(*, by: Actor, offers: Iterable[uuid.UUID]) -> None:
    """Their owners were asked today; nobody is asked again before the offer was checked. Part of another action."""
    check_can_keep_offers(by)
    of = LocalOffer.objects.filter(organisation_id=by.organisation_id, pk__in=list(offers))
    of.update(asked_on=clock.today(by.zone))


def _standing(by: Actor, offer_id: uuid.UUID) -> LocalOffer:
    check_can_keep_offers(by)
    found = (
        LocalOffer.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, pk=offer_id, withdrawn_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    return found
