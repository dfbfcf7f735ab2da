"""The client's front page: the next step, how it goes, the plan."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.people.models import NotFound
from stegvis.portals.client.drawing import drawn
from stegvis.portals.client.words import next_step, state_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.queries.overview import overview
from stegvis.selfhelp.queries.taken import home_of


@client
@require_safe
def home(request: Any) -> HttpResponse:
    try:
        found = overview(request.actor)
    except NotFound:
        # Who came by a code has no course of care, only a programme.
        return see_other("client:programmes")
    context = {
        "plan": found.plan,
        "due": found.due,
        "step": next_step(found),
        "state": state_words(found.plan),
        "drawn": drawn(found.courses[:1], key="home"),
        "more_courses": len(found.courses) > 1,
        "own": home_of(request.actor),
    }
    return render(request, "client/home.html", context)
