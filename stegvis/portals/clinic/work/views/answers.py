"""Answers: reading one questionnaire, typing in what came on paper or by phone, correcting what was typed wrongly."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.definitions.instrument import Instrument, instrument, instruments
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.forms.answers import CorrectedAnswers, TypedAnswers, as_typed
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.portals.wording import figure
from stegvis.questionnaires.actions.correct import correct
from stegvis.questionnaires.actions.type_in import type_in
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.answers import AnswersView, answers_of


@staff(*CLINICAL)
@require_safe
def answers_page(request: StaffRequest, episode: uuid.UUID, questionnaire: uuid.UUID) -> HttpResponse:
    found = answers_of(request.actor, questionnaire)
    return render(request, "clinic/work/answers.html", {"answers": found, "episode_id": found.episode_id})


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def type_answers_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    context = {"episode": found, "name": identity_of(found.person).name, "instruments": _known()}
    of = _wanted((request.POST or request.GET).get("instrument", ""))
    if of is None:
        return render(request, "clinic/work/choose_instrument.html", context)
    first = {"answered_on": clock.today(actor.zone)}
    form = TypedAnswers(request.POST or None, of=of, language=actor.language, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            kept = type_in(
                by=actor,
                episode=found,
                instrument_name=of.key,
                answers=form.answers(),
                origin=Questionnaire.Origin(form.cleaned_data["origin"]),
                answered_on=form.cleaned_data["answered_on"],
            )
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _told(of, kept))
            return see_other("clinic:record", team=request.team.slug, episode=episode)
    return render(request, "clinic/work/type_answers.html", {**context, "form": form, "of": of})


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_answers_page(request: StaffRequest, episode: uuid.UUID, questionnaire: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = answers_of(actor, questionnaire)
    of = instrument(found.instrument)
    form = CorrectedAnswers(request.POST or None, of=of, language=actor.language, initial=_standing(found))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            kept = correct(by=actor, questionnaire_id=questionnaire, answers=form.answers(), reason=reason)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _told(of, kept))
            return see_other("clinic:record", team=request.team.slug, episode=found.episode_id)
    return render(request, "clinic/work/correct_answers.html", {"form": form, "of": of, "answers": found})


def _wanted(name: str) -> Instrument | None:
    """The newest version of an instrument that an address or a form names."""
    return next((each for each in _known() if name in (each.id, each.key)), None)


def _known() -> list[Instrument]:
    newest = {each.id: each for each in instruments()}
    return sorted(newest.values(), key=lambda each: (not each.wordings, each.title))


def _standing(found: AnswersView) -> dict[str, str]:
    return as_typed(tuple(item.code for item in found.items), tuple(item.value for item in found.items))


def _told(of: Instrument, kept: Questionnaire) -> str:
    if kept.score is None:
        return _("The answers to %(name)s are kept. Too much is left out for a score.") % {"name": of.title}
    return _("The answers to %(name)s are kept. The score is %(score)s.") % {
        "name": of.title,
        "score": figure(kept.score.normalize()),
    }
