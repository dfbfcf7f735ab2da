"""The search of what there is nearby, and one offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.network.queries.local_offers import Nearby, OfferView, nearby, offer_named, places_to_choose
from stegvis.portals.guard import public
from stegvis.portals.offer_words import KINDS, ROOM, how_far, where
from stegvis.portals.pictures.places import Spot, places
from stegvis.portals.public.nearby.forms import NearbyForm
from stegvis.portals.public.page import page

DRAWN = 12  # the nearest; more would be a heap of numbers
FIELDS = ("municipality", "problem", "kind", "is_step_free", "is_free_of_charge")


@public
@require_safe
def nearby_page(request: Any) -> HttpResponse:
    """Whoever has chosen no place looks from the first that the team serves."""
    choices = places_to_choose(request.actor)
    known = {code for _county, ones in choices for code, _name in ones}
    own = next((code for code, _name in choices[0][1]), "")
    asked = {name: request.GET[name] for name in FIELDS if request.GET.get(name)}
    place = asked.get("municipality", "")
    form = NearbyForm({**asked, "municipality": place if place in known else own}, places=choices)
    wanted = form.wanted()
    found = nearby(request.actor, wanted)
    rows = [(number, offer, *_said(offer)) for number, offer in enumerate(found.offers, 1)]
    return page(
        request,
        "nearby/nearby.html",
        form=form,
        found=found,
        local=[row for row in rows if not row[1].is_national],
        national=[row for row in rows if row[1].is_national],
        picture=_drawn(found),
        is_narrowed=any(name in asked for name in FIELDS[1:]),
    )


@public
@require_safe
def offer_page(request: Any, offer: str) -> HttpResponse:
    found = offer_named(request.actor, offer)
    kind, _far, place, room = _said(found)
    return page(request, "nearby/offer.html", offer=found, kind=kind, place=place, room=room)


def _said(offer: OfferView) -> tuple[Any, str, str, Any]:
    """Its kind, how far away, where, and whether there is room."""
    return KINDS[offer.kind], how_far(offer), where(offer), ROOM[offer.room]


def _drawn(found: Nearby) -> SafeString:
    """The nearest with a place of their own. One place, or none, needs no picture."""
    local: Sequence[tuple[int, OfferView]] = [
        (number, offer) for number, offer in enumerate(found.offers, 1) if not offer.is_national
    ]
    spots = [
        Spot(number, offer.name, where(offer), offer.at.latitude, offer.at.longitude)
        for number, offer in local
        if offer.at
    ][:DRAWN]  # fmt: skip
    if len(spots) < 2:
        return SafeString("")
    at = found.centre
    centre = (found.place, at.latitude, at.longitude) if at and not found.is_reckoned else None
    return places(title=_("Where the offers lie"), spots=spots, centre=centre, key="nearby")
