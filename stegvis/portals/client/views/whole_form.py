"""Every question on one page, for whoever would rather see them all, or uses large print."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stegvis.definitions.instrument import BadAnswer
from stegvis.portals.client.forms import unreadable, whole
from stegvis.portals.client.words import closed_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.actions.submit import submit_all
from stegvis.questionnaires.queries.answering import answering_all
from stegvis.questionnaires.queries.due import due


@client
@require_http_methods(["GET", "HEAD", "POST"])
def whole_form(request: Any) -> HttpResponse:
    """What was answered is kept and, when nothing is missing, finished; what is missing is asked for after."""
    if request.method == "POST":
        try:
            done = submit_all(by=request.actor, filled=whole(request.POST))
        except BadAnswer as wrong:
            raise unreadable() from wrong
        return see_other("client:crisis" if done.is_risk else "client:questions")
    found = due(request.actor)
    if not found.ready:
        text = closed_words() if found.closed else ""
        return render(request, "client/closed.html", {"text": text}) if text else see_other("client:done")
    asked = answering_all(request.actor, [one.id for one in found.ready])
    return render(request, "client/whole_form.html", {"asked": asked, "due": found})
