"""Answering: one question a page, each answer kept as it is given, on any device."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.definitions.instrument import BadAnswer
from stegvis.portals.client.drawing import drawn
from stegvis.portals.client.forms import Pressed, pressed, unreadable
from stegvis.portals.client.words import closed_words, kept_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.portals.wording import today
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.questionnaires.actions.submit import submit
from stegvis.questionnaires.queries.answering import answering
from stegvis.questionnaires.queries.due import due
from stegvis.questionnaires.queries.overview import overview


@client
@require_safe
def go_on(request: Any) -> HttpResponse:
    """To the question that comes next, wherever the client left off."""
    found = due(request.actor)
    if found.ready:
        first = found.ready[0]
        if first.resume is None:
            return see_other("client:end", questionnaire=first.id)
        return see_other("client:question", questionnaire=first.id, item=first.resume)
    if found.closed:
        return render(request, "client/closed.html", {"text": closed_words()})
    return see_other("client:done")


@client
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Any, questionnaire: uuid.UUID, item: str) -> HttpResponse:
    if request.method == "POST":
        value = pressed(request.POST)
        if value is not Pressed.NOTHING:
            return _save(request, questionnaire, item, value)
    return _question(request, questionnaire, item, is_missing=request.method == "POST")


def _save(request: Any, questionnaire: uuid.UUID, item: str, value: int) -> HttpResponse:
    try:
        saved = save_item(by=request.actor, questionnaire_id=questionnaire, item=item, value=value, finish=True)
    except BadAnswer as wrong:
        raise unreadable() from wrong
    if saved.is_risk:
        return see_other("client:crisis")
    if saved.is_filed:
        return see_other("client:questions")
    if saved.next_item is None:
        return see_other("client:end", questionnaire=questionnaire)
    return see_other("client:question", questionnaire=questionnaire, item=saved.next_item)


def _question(request: Any, questionnaire: uuid.UUID, item: str, *, is_missing: bool) -> HttpResponse:
    found = answering(request.actor, questionnaire)
    if found.is_submitted:
        return see_other("client:questions")
    if not found.is_ready:
        return render(request, "client/closed.html", {"text": closed_words()})
    asked = found.question(item)
    context = {
        "found": found,
        "asked": asked,
        "before": found.before(item),
        "after": found.after(item),
        "total": len(found.questions),
        "minutes": max(1, (len(found.questions) - asked.number + 1) // 3),
        "kept": kept_words(found),
        "error": _("Choose an answer, or skip the question.") if is_missing else "",
    }
    return render(request, "client/question.html", context)


@client
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Any, questionnaire: uuid.UUID) -> HttpResponse:
    """After the last question, when some were skipped: answer them, or finish without."""
    if request.method == "POST":
        submit(by=request.actor, questionnaire_id=questionnaire)
        return see_other("client:questions")
    found = answering(request.actor, questionnaire)
    if found.is_submitted:
        return see_other("client:questions")
    return render(request, "client/end.html", {"found": found, "kept": kept_words(found)})


@client
@require_safe
def done(request: Any) -> HttpResponse:
    """Thanks, with the own curve; or that there is nothing to answer."""
    found = overview(request.actor)
    now = today(found.plan.zone)
    fresh = any(on == now for course in found.courses for on, _score in course.pairs)
    context = {
        "plan": found.plan,
        "is_fresh": fresh,
        "drawn": drawn(found.courses, key="done"),
        "closed": closed_words() if found.due.closed else "",
    }
    return render(request, "client/done.html", context)
