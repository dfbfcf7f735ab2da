"""The library and the directory for those who treat: looking for something, reading it, giving it to one's client."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.queries.access import episode_of
from stegvis.definitions.pages import Audience, Kind
from stegvis.library.queries.claims import claim_named
from stegvis.library.queries.pages import page_named
from stegvis.network.queries.local_offers import offer_named
from stegvis.people.models import Denied, NotFound
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.reading.forms import GiveForm
from stegvis.portals.clinic.reading.things import CLAIM, OFFER, PAGE, to_go_to, to_read
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.learning.whole import whole
from stegvis.portals.offer_words import KINDS, ROOM, where
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.recommend import recommend
from stegvis.selfhelp.queries.recommendations import own_clients


@staff(*CLINICAL)
@require_safe
def library_page(request: StaffRequest) -> HttpResponse:
    words, is_near = request.GET.get("q", "")[:200], "near" in request.GET
    things = to_go_to(request.actor) if is_near else to_read(request.actor, words)
    return render(request, "clinic/reading/library.html", {"words": words, "is_near": is_near, "things": things})


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def thing_page(request: StaffRequest, what: str, thing: str) -> HttpResponse:
    """One thing as the client will read it, and the choice of one's own client to give it to."""
    context = _content(request, what, thing)
    form = GiveForm(request.POST or None, clients=own_clients(request.actor))
    if form.is_bound and form.is_valid():
        episode = episode_of(request.actor, form.cleaned_data["client"])
        try:
            recommend(by=request.actor, episode=episode, what=what, slug=thing, words=form.cleaned_data["words"])
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("It is given. It stands on the client's page now."))
            return see_other("clinic:client_reading", team=request.team.slug, episode=episode.pk)
    shown = {**context, "what": what, "thing": thing, "form": form}
    return render(request, "clinic/reading/thing.html", shown, status=422 if form.errors else 200)


def _content(request: StaffRequest, what: str, slug: str) -> dict[str, Any]:
    """What its template draws, with its `title` and its `said` language. Raises NotFound for what nobody may give."""
    viewer = request.actor
    if what == PAGE:
        version = page_named(viewer, slug)
        if version.page.audience == Audience.STAFF or version.page.kind == Kind.HANDBOOK:
            raise NotFound
        page = whole(viewer, version, request.team.slug)
        return {**page, "title": page["read"].title, "said": page["read"].language}
    if what == CLAIM:
        claim = claim_named(viewer, slug)
        return {"claim": claim, "title": claim.statement, "said": claim.language}
    if what == OFFER:
        offer = offer_named(viewer, slug)
        words = {"kind": KINDS[offer.kind], "place": where(offer), "room": ROOM[offer.room]}
        return {"offer": offer, **words, "title": offer.name, "said": offer.language}
    raise NotFound
