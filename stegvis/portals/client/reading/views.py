"""The list of what was given, and one thing of it with the therapist's words."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.library.queries.pages import page_named
from stegvis.portals.guard import client
from stegvis.portals.learning.polls import chosen_in
from stegvis.portals.learning.whole import whole
from stegvis.portals.offer_words import KINDS, ROOM, where
from stegvis.selfhelp.actions.recommend import note_opened
from stegvis.selfhelp.queries.recommendations import Given, of_client, own_recommendation


@client
@require_safe
def reading_page(request: Any) -> HttpResponse:
    return render(request, "client/reading/list.html", {"given": of_client(request.actor)})


@client
@require_safe
def recommendation_page(request: Any, recommendation: uuid.UUID) -> HttpResponse:
    """The whole of it, here: nothing in an address outside tells that somebody was given it."""
    given = own_recommendation(request.actor, recommendation)
    if not given.is_gone and given.opened_at is None:
        note_opened(by=request.actor, recommendation_id=given.id)
    return render(request, "client/reading/one.html", {"given": given, **_content(request, given)})


def _content(request: Any, given: Given) -> dict[str, Any]:
    if given.page:
        return whole(request.actor, page_named(request.actor, given.slug), given.team, chosen=chosen_in(request))
    if given.offer:
        offer = given.offer
        return {"offer": offer, "kind": KINDS[offer.kind], "place": where(offer), "room": ROOM[offer.room]}
    return {"claim": given.claim}
