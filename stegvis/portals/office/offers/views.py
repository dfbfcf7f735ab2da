"""All offers of the organisation with those that are due to be checked first; writing, checking, withdrawing one."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.definitions.places import country
from stegvis.network.actions.check_offer import check_offer, withdraw_offer
from stegvis.network.actions.keep_offer import KEEPERS, keep_offer
from stegvis.network.models import LocalOffer
from stegvis.network.queries.local_offers import STALE_DAYS, OfferView, offer_to_change, offers, served_names
from stegvis.people.models import Denied
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.offer_words import KINDS, ROOM, where
from stegvis.portals.office.offers.forms import OfferForm, first
from stegvis.portals.see_other import see_other

READ_AND_WRITE = ("GET", "HEAD", "POST")


@staff(*KEEPERS)
@require_safe
def offers_page(request: StaffRequest) -> HttpResponse:
    rows = [_row(offer) for offer in offers(request.actor)]
    context = {
        "due": [row for row in rows if row[0].is_stale],
        "fresh": [row for row in rows if not row[0].is_stale],
        "days": STALE_DAYS,
        "room": ROOM.items(),
    }
    return render(request, "office/offers/offers.html", context)


@staff(*KEEPERS)
@require_http_methods(READ_AND_WRITE)
def new_offer_page(request: StaffRequest) -> HttpResponse:
    return _written(request, None)


@staff(*KEEPERS)
@require_http_methods(READ_AND_WRITE)
def change_offer_page(request: StaffRequest, local_offer: uuid.UUID) -> HttpResponse:
    return _written(request, offer_to_change(request.actor, local_offer))


@staff(*KEEPERS)
@require_POST
def check_offer_page(request: StaffRequest, local_offer: uuid.UUID) -> HttpResponse:
    check_offer(by=request.actor, offer_id=local_offer, room=request.POST.get("room"))
    messages.success(request, _("The offer is checked today."))
    return see_other("office:offers", team=request.team.slug)


@staff(*KEEPERS)
@require_POST
def withdraw_offer_page(request: StaffRequest, local_offer: uuid.UUID) -> HttpResponse:
    withdraw_offer(by=request.actor, offer_id=local_offer)
    messages.success(request, _("The offer is shown no more."))
    return see_other("office:offers", team=request.team.slug)


def _written(request: StaffRequest, was: LocalOffer | None) -> HttpResponse:
    served = served_names(request.actor)
    names = {**{one.code: one.name for one in country(request.actor.country).municipalities.values()}, **served}
    initial: dict[str, Any] = {"language": request.actor.language, "room": LocalOffer.Room.UNKNOWN}
    initial = first(was, request.actor.language, names) if was else initial
    form = OfferForm(request.POST or None, initial=initial, country=request.actor.country, served=served)
    if form.is_bound and form.is_valid():
        today = clock.today(request.actor.zone)
        try:
            keep_offer(by=request.actor, fields=form.offer(was, request.actor.user_id, today), is_new=was is None)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The offer is saved, and counts as checked today."))
            return see_other("office:offers", team=request.team.slug)
    context = {"form": form, "offer": was}
    return render(request, "office/offers/offer.html", context, status=422 if form.errors else 200)


def _row(offer: OfferView) -> tuple[OfferView, Any, str, Any]:
    return offer, KINDS[offer.kind], where(offer), ROOM[offer.room]
