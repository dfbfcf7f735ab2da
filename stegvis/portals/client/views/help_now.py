"""The crisis page: whom to call, who reads the answer and when, and the way on. Never what was answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.portals.client.words import reading_words
from stegvis.portals.guard import client
from stegvis.questionnaires.queries.crisis import crisis


@client
@require_safe
def help_now(request: Any) -> HttpResponse:
    found = crisis(request.actor)
    return render(request, "client/help_now.html", {"found": found, "truth": reading_words(found)})
