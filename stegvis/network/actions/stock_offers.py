"""Taking in the offers for the whole country that come with Stegvis, through the same door as any other."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction

from stegvis.network.actions.keep_offer import OfferFields, keep_offer
from stegvis.network.models import LocalOffer
from stegvis.people.models import Actor

SHELF = Path(__file__).resolve().parents[1] / "shelf" / "offers.toml"


@transaction.atomic
def stock_offers(*, by: Actor) -> Sequence[LocalOffer]:
    """Those of the organisation's country that it has never had. One that was changed or withdrawn is left as it is."""
    known = set(LocalOffer.objects.filter(organisation_id=by.organisation_id).values_list("slug", flat=True))
    wanted = [one for one in shipped_offers() if one["country"] == by.country and one["slug"] not in known]
    # Each is a step of its own: the command id, if there is one, is that of the whole.
    own = replace(by, command=None)
    return [keep_offer(by=own, fields=_fields(one)) for one in wanted]


def shipped_offers() -> list[dict[str, Any]]:
    with SHELF.open("rb") as shelf:
        offers: list[dict[str, Any]] = tomllib.load(shelf)["offer"]
    return offers


def _fields(one: dict[str, Any]) -> OfferFields:
    # Nobody where it is taken in has made sure of it, whatever we read when it was written.
    return OfferFields(**{name: value for name, value in one.items() if name != "country"} | {"checked_on": None})
