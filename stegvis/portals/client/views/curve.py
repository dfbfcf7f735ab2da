"""How it goes: every instrument's course, in words, picture and table."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.portals.client.drawing import drawn
from stegvis.portals.guard import client
from stegvis.questionnaires.queries.overview import overview


@client
@require_safe
def curve(request: Any) -> HttpResponse:
    found = overview(request.actor)
    return render(request, "client/curve.html", {"plan": found.plan, "drawn": drawn(found.courses, key="curve")})
