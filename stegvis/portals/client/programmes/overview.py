"""Which programmes the client has, one of them with its parts, and the way to where the client was."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.portals.client.programmes.words import part_lines, reading_words
from stegvis.portals.guard import client
from stegvis.portals.programme.rich_text import Sources, rich_html
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.queries.taken import programme_of, programmes_of, reading


@client
@require_safe
def programmes(request: Any) -> HttpResponse:
    """The list; with one programme there is nothing to choose."""
    found = programmes_of(request.actor)
    if len(found) == 1:
        return see_other("client:programme", assignment=found[0].id)
    return render(request, "client/programme/programmes.html", {"programmes": found})


@client
@require_safe
def programme(request: Any, assignment: uuid.UUID) -> HttpResponse:
    taken = programme_of(request.actor, assignment)
    sources = Sources(taken.programme.sources)
    context = {
        "taken": taken,
        "parts": part_lines(taken),
        "for_whom": rich_html(taken.programme.for_whom, sources, level=3),
        "safety": rich_html(taken.programme.safety, sources, level=3),
        "sources": sources.listed,
        "reading": reading_words(taken),
    }
    return render(request, "client/programme/programme.html", context)


@client
@require_safe
def module(request: Any, module: uuid.UUID) -> HttpResponse:
    """To the step that was read last, else to the first."""
    found = reading(request.actor, module)
    if found.part.place == found.part.of.homework.id or not found.steps:
        return see_other("client:homework", module=module)
    names = [step.id for step in found.steps]
    step = found.part.place if found.part.place in names else names[0]
    return see_other("client:step", module=module, step=step)
