"""Choosing the level of care together, the first time and later."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.change_level import change_level
from stegvis.care.actions.decide_level import check_can_decide_level, decide_level
from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.levels import level_line
from stegvis.care.queries.offers import open_offers
from stegvis.definitions.level_questions import level_questions
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Problem, label
from stegvis.people.models import Actor, Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.forms.level import LevelForm
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def level_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    is_change = State(found.state) is not State.IN_ASSESSMENT
    check_can_decide_level(by=actor, episode=found, name="change_level" if is_change else "decide_level")
    form = LevelForm(request.POST or None, offers=open_offers(request.team, actor.language), is_change=is_change)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(actor, found, form, is_change=is_change)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The level of care is recorded."))
            return see_other("clinic:referral", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name}
    return render(
        request,
        "clinic/intake/level.html",
        {
            **context,
            "is_change": is_change,
            "line": level_line(actor, found),
            "questions": _questions(actor),
            "problem": _word(actor, found),
        },
    )


def _decide(actor: Actor, episode: Episode, form: LevelForm, *, is_change: bool) -> None:
    problem = form.problem_word()
    if is_change:
        change_level(by=actor, episode=episode, choice=form.choice(), problem=problem)
    else:
        assert problem is not None  # the form asks for it the first time
        decide_level(by=actor, episode=episode, choice=form.choice(), problem=problem)


def _questions(actor: Actor) -> list[tuple[str, str]]:
    return [(each.text[actor.language], each.source) for each in level_questions()]


def _word(actor: Actor, episode: Episode) -> str:
    return label(Problem(episode.problem), actor.language) if episode.problem else ""
