"""What user representatives say of the library and the programmes: said, answered, open."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.library.actions.voices import (
    answer_voice,
    can_answer_voice,
    can_end_voice,
    can_raise,
    can_take_back,
    object_to,
    propose,
    take_back,
)
from stegvis.library.queries.voices import LISTENERS, said_of, subjects, voice_of, voices
from stegvis.people.models import Denied, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.library.desk_forms import AnswerForm, RaiseForm, TakeBackForm
from stegvis.portals.see_other import see_other


@staff(*LISTENERS)
@require_safe
def voices_page(request: StaffRequest) -> HttpResponse:
    found = voices(request.actor)
    context = {
        "open": [one for one in found if one.is_open],
        "ended": [one for one in found if not one.is_open],
        "may_raise": can_raise(request.actor),
    }
    return render(request, "office/library/voices.html", context)


@staff(Role.USER_REPRESENTATIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def propose_page(request: StaffRequest) -> HttpResponse:
    return _raise_page(request, is_objection=False)


@staff(Role.USER_REPRESENTATIVE)
@require_http_methods(["GET", "HEAD", "POST"])
def object_page(request: StaffRequest) -> HttpResponse:
    return _raise_page(request, is_objection=True)


@staff(*LISTENERS)
@require_http_methods(["GET", "HEAD", "POST"])
def voice_page(request: StaffRequest, voice: uuid.UUID) -> HttpResponse:
    """One of them; with a form for whose turn it is."""
    actor = request.actor
    found = voice_of(actor, voice)
    may_answer, may_take_back = can_answer_voice(actor, found), can_take_back(actor, found)
    said = said_of(actor, found)
    posted = request.POST or None
    form: Any = None
    if may_answer:
        form = AnswerForm(posted, initial={"answer": found.answer}, is_objection=said.is_objection,
                          may_end=can_end_voice(actor, found))  # fmt: skip
    elif may_take_back:
        form = TakeBackForm(posted)
    if form is not None and request.method == "POST" and form.is_valid():
        action = answer_voice if may_answer else take_back
        try:
            action(by=actor, voice=found, **form.cleaned_data)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Answered.") if may_answer else _("Taken back."))
            return see_other("office:voices", team=request.team.slug)
    context = {"one": said, "form": form, "may_answer": may_answer}
    return render(request, "office/library/voice.html", context, status=422 if form and form.errors else 200)


def _raise_page(request: StaffRequest, *, is_objection: bool) -> HttpResponse:
    form = RaiseForm(
        request.POST or None,
        initial={"about": request.GET.get("about", "")},
        subjects=subjects(request.actor),
        is_objection=is_objection,
    )
    if request.method == "POST" and form.is_valid():
        action = object_to if is_objection else propose
        try:
            action(by=request.actor, **form.cleaned_data)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            told = _("Your objection stands.") if is_objection else _("Your proposal is handed over.")
            messages.success(request, told)
            return see_other("office:voices", team=request.team.slug)
    context = {"form": form, "is_objection": is_objection}
    return render(request, "office/library/raise.html", context, status=422 if form.errors else 200)
