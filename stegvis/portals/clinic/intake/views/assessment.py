"""The assessment talk: begun, saved as it is written, and completed."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.care.actions.assess import assess
from stegvis.care.actions.complete_assessment import complete_assessment
from stegvis.care.actions.save_assessment import Outdated, save_assessment
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.assessment import AssessmentView, assessed_in_talk, assessment_of
from stegvis.definitions import clock
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.forms.assessment import AssessmentForm, TalkForm
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_POST
def begin_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    assess(by=request.actor, episode=episode_of(request.actor, episode))
    return see_other("clinic:assessment", team=request.team.slug, episode=episode)


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    view = assessment_of(request.actor, found)
    form = AssessmentForm(view, request.POST or None)
    context = {"episode": found, "name": identity_of(found.person).name, "view": view, "form": form}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save_assessment(by=request.actor, episode=found, texts=form.texts(), version=version)
        except Outdated as newer:
            return _both(request, {**context, "version": newer.version, "differing": form.differing(newer.texts)})
        except Denied as refusal:
            stands = {section.code: section.text for section in view.sections}
            return _both(request, {**context, "refusal": refusal.sentence, "differing": form.differing(stands)})
        on = "clinic:complete_assessment" if "complete" in request.POST else "clinic:assessment"
        return see_other(on, team=request.team.slug, episode=episode)
    return render(request, "clinic/intake/assessment.html", context)


def _both(request: StaffRequest, context: dict[str, object]) -> HttpResponse:
    """Nothing was written: what stands and what was sent, side by side."""
    return render(request, "clinic/intake/both_texts.html", context, status=409)


@staff(*CLINICAL)
@require_POST
def draft_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    """The same, asked for by the page itself while somebody writes; each save stands alone, so no command id."""
    found = episode_of(request.actor, episode)
    form = AssessmentForm(assessment_of(request.actor, found), request.POST)
    if not form.is_valid():
        return _state(request, "wrong", status=422, version=form.data.get("version"))
    by = replace(request.actor, command=None)
    try:
        saved = save_assessment(by=by, episode=found, texts=form.texts(), version=form.cleaned_data["version"])
    except Outdated:
        return _state(request, "outdated", status=409, version=form.cleaned_data["version"])
    return _state(request, "saved", status=200, version=saved.version, saved_at=clock.now())


def _state(request: StaffRequest, state: str, *, status: int, **context: object) -> HttpResponse:
    return render(request, "clinic/intake/draft_state.html", {"state": state, **context}, status=status)


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def complete_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    view = assessment_of(request.actor, found)
    recorded_on = assessed_in_talk(request.actor, found)
    form = TalkForm(request.POST or None, zone=request.team.zone, initial={"on": clock.today(request.team.zone)})
    if request.method == "POST" and (recorded_on or form.is_valid()):
        try:
            complete_assessment(by=request.actor, episode=found, talk=None if recorded_on else form.talk())
        except Denied as refusal:
            messages.error(request, refusal.sentence)
            return see_other("clinic:assessment", team=request.team.slug, episode=episode)
        messages.success(request, _("The assessment is completed. Now choose the level of care together."))
        return see_other("clinic:level", team=request.team.slug, episode=episode)
    context = {"episode": found, "name": identity_of(found.person).name, "form": form, "recorded_on": recorded_on}
    return render(request, "clinic/intake/complete.html", {**context, "empty": _empty(view)})


def _empty(view: AssessmentView) -> list[str]:
    """The titles of sections nobody has written in, so that leaving them empty is a choice."""
    return [section.title for section in view.sections if not section.text.strip()]
