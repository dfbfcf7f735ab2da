"""One step a page, the homework last: what is read, what is written, and what is kept as one writes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.definitions.programme import Block, Step
from stegvis.definitions.programme.answers import BadAnswers, Wrong
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.portals.client.programmes.forms import copy_sent, form_of, rows_sent, version_sent
from stegvis.portals.client.programmes.page import context_of, large_type, wants_size
from stegvis.portals.client.programmes.words import saved_words, wrong_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.hand_in import hand_in
from stegvis.selfhelp.actions.receive_sealed import open_post_box
from stegvis.selfhelp.actions.save_sheet import Saved, save_sheet
from stegvis.selfhelp.actions.see_module import see_module
from stegvis.selfhelp.queries.taken import Reading, reading

Faults = Mapping[str, Sequence[Wrong]]


@client
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Any, module: uuid.UUID, step: str) -> HttpResponse:
    found = reading(request.actor, module)
    here = next((each for each in found.steps if each.id == step), None)
    if here is None:
        raise NotFound
    return _answer(request, found, here)


@client
@require_http_methods(["GET", "HEAD", "POST"])
def homework(request: Any, module: uuid.UUID) -> HttpResponse:
    """The last page: the questions of the week, and sending them."""
    found = reading(request.actor, module)
    return _answer(request, found, Step(found.part.of.homework.id, "", (found.part.of.homework,)))


def _answer(request: Any, found: Reading, here: Step) -> HttpResponse:
    if request.method != "POST":
        see_module(by=request.actor, module=found.part.id, place=here.id)
        return _page(request, found, here)
    if wants_size(request):
        return large_type(request, _again(found, here))
    saved, faults = _save(request, found, here)
    if "application/json" in request.headers.get("Accept", ""):
        return _told(found, saved, faults)
    if faults:
        return _page(request, found, here, faults, {each.sheet.block: each for each in saved})
    return _onward(request, found, here, saved)


def _save(request: Any, found: Reading, here: Step) -> tuple[Sequence[Saved], Faults]:
    """Every sheet of the step that something is written in, and what is wrong by sheet; one does not stop another."""
    saved, faults = [], {}
    for block in here.blocks:
        if not block.is_written_in or _is_untouched(request, block):
            continue
        try:
            saved.append(_keep(request.actor, found, block, request.POST))
        except BadAnswers as bad:
            faults[block.id] = bad.wrong
    return saved, faults


def _keep(by: Actor, found: Reading, block: Block, sent: Any) -> Saved:
    return save_sheet(
        by=by,
        module=found.part.id,
        block=block.id,
        answers=rows_sent(block, sent),
        version=version_sent(block, sent),
        copy=copy_sent(block, sent),
    )


def _is_untouched(request: Any, block: Block) -> bool:
    """Not on the form at all, or never written in: nothing to keep."""
    if f"version.{block.id}" not in request.POST:
        return True
    return version_sent(block, request.POST) == 0 and not any(
        text for row in rows_sent(block, request.POST) for text in row.values()
    )


def _told(found: Reading, saved: Sequence[Saved], faults: Faults) -> JsonResponse:
    """For the page that saves while one writes: the new version of each sheet, and a sentence."""
    blocks = {
        each.sheet.block: {"version": each.sheet.version, "copy": str(each.copy.pk) if each.copy else ""}
        for each in saved
    }
    wrong = [f"{one.field.label} {wrong_words(one)}" for faulty in faults.values() for one in faulty]
    copied = any(each.copy for each in saved)
    if wrong:
        words = " ".join([_("Not saved yet."), *wrong])
    elif copied:
        words = _("This was changed on another device too. Both texts are kept, and you can choose between them.")
    else:
        words = saved_words(max((each.sheet.saved_at for each in saved), default=None), found.taken.zone)
    return JsonResponse({"words": words, "blocks": blocks}, status=422 if wrong else 200)


def _onward(request: Any, found: Reading, here: Step, saved: Sequence[Saved]) -> HttpResponse:
    copy = next((each.copy for each in saved if each.copy), None)
    if copy is not None:
        return see_other("client:copy", module=found.part.id, copy=copy.pk)
    how = request.POST.get("how")
    if how == "send" and here.id == found.part.of.homework.id:
        return _sent(request, found, here, saved)
    if how == "next":
        return _next(found, here)
    messages.success(request, _("It is saved."))
    return _again(found, here)


def _sent(request: Any, found: Reading, here: Step, saved: Sequence[Saved]) -> HttpResponse:
    homework = found.part.of.homework
    try:
        hand_in(by=request.actor, module=found.part.id)
    except Denied:
        if not found.taken.is_running:
            raise
        # It runs, so what is missing is an answer: said at the first question, as any other fault of a form.
        faults = {homework.id: (Wrong(0, homework.fields[0], "unanswered"),)}
        return _page(request, found, here, faults, {each.sheet.block: each for each in saved})
    messages.success(request, _("It is sent."))
    return _again(found, here)


def _next(found: Reading, here: Step) -> HttpResponse:
    names = [step.id for step in found.steps]
    place = names.index(here.id) + 1 if here.id in names else len(names)
    if place < len(names):
        return see_other("client:step", module=found.part.id, step=names[place])
    return see_other("client:homework", module=found.part.id)


def _again(found: Reading, here: Step) -> HttpResponse:
    if here.id == found.part.of.homework.id:
        return see_other("client:homework", module=found.part.id)
    return see_other("client:step", module=found.part.id, step=here.id)


def _page(
    request: Any,
    found: Reading,
    here: Step,
    faults: Faults | None = None,
    saved: Mapping[str, Saved] | None = None,
) -> HttpResponse:
    written = [block for block in here.blocks if block.is_written_in]
    public = found.public or (open_post_box(by=request.actor) if written and found.taken.is_running else b"")
    is_sent = here.id == found.part.of.homework.id and found.part.handed_in_at is not None
    forms = {}
    if found.taken.is_running and not is_sent:
        sent = request.POST if faults else None
        forms = {
            block.id: form_of(
                block, found.sheet(block.id), sent, (faults or {}).get(block.id, ()), (saved or {}).get(block.id)
            )
            for block in written
        }
    context = context_of(request, found, here, forms, public)
    return render(request, "client/programme/step.html", context, status=422 if faults else 200)
