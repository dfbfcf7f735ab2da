"""What one client was given, giving more in one click, and taking it back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.definitions.pathway import State
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.reading.forms import WordsForm
from stegvis.portals.clinic.reading.things import to_go_to, to_read
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.recommend import recommend, withdraw_recommendation
from stegvis.selfhelp.queries.recommendations import given_names, of_episode


@staff(*CLINICAL)
@require_safe
def client_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    """What was given; or, once something is looked for, what there is. Each in a page of its own few statements."""
    found = episode_of(request.actor, episode)
    words, is_near = request.GET.get("q", "")[:200], "near" in request.GET
    context = {
        "episode": found,
        "name": identity_of(found.person).name,
        "here": _("Something to read or go to"),
        "words": words,
        "is_near": is_near,
        "may_give": found.state != State.DISCHARGED and not getattr(found, "is_emergency", False),
    }
    if not (words.strip() or is_near):
        return render(request, "clinic/reading/given.html", {**context, "given": of_episode(request.actor, found)})
    given = given_names(request.actor, found)
    things = to_go_to(request.actor, found.municipality, given) if is_near else to_read(request.actor, words, given)
    return render(request, "clinic/reading/choose.html", {**context, "things": things})


@staff(*CLINICAL)
@require_POST
def give_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    form = WordsForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else request.POST.get("words", "")
    try:
        _given(request, found, words)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It is given. It stands on the client's page now."))
    return see_other("clinic:client_reading", team=request.team.slug, episode=episode)


@staff(*CLINICAL)
@require_POST
def withdraw_page(request: StaffRequest, episode: uuid.UUID, recommendation: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    try:
        withdraw_recommendation(by=request.actor, episode=found, recommendation_id=recommendation)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It is taken back. The client sees it no more."))
    return see_other("clinic:client_reading", team=request.team.slug, episode=episode)


def _given(request: StaffRequest, episode: Episode, words: str) -> None:
    what, slug = request.POST.get("what", ""), request.POST.get("slug", "")
    recommend(by=request.actor, episode=episode, what=what, slug=slug, words=words)
