"""The yearly self-check: one question a page, last year's answer beside; the team's own until it shares it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.network.actions.answer_self_check import answer_self_check
from stegvis.network.actions.finish_self_check import finish_self_check
from stegvis.network.actions.share_self_check import share_self_check
from stegvis.network.actions.start_checks import ANSWERING
from stegvis.network.queries.self_checks import (
    AnswerView,
    SelfCheckView,
    answers_for,
    own_self_checks,
    questions_before,
    self_check_named,
)
from stegvis.people.models import NotFound, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.start_up.forms import QuestionForm
from stegvis.portals.office.start_up.words import ANSWER_WORDS, tabs
from stegvis.portals.see_other import see_other


@staff(*ANSWERING)
@require_safe
def self_check_page(request: StaffRequest) -> HttpResponse:
    """This year's questions with what is answered, and the years before."""
    year, check, earlier, answers = _this_year(request)
    first = next((one.key for one in answers if not one.answer), "")
    shown = {
        "year": year,
        "check": check,
        "rows": _rows(answers),
        "first": first,
        "answered": check.answered if check else 0,
        "total": len(answers),
        "earlier": earlier,
        "filters": tabs(request, "self_check"),
    }
    return render(request, "office/start_up/self_check.html", shown)


@staff(*ANSWERING)
@require_http_methods(["GET", "HEAD", "POST"])
def question_page(request: StaffRequest, check_question: str) -> HttpResponse:
    _year, _check, _earlier, answers = _this_year(request)
    place = next((place for place, one in enumerate(answers) if one.key == check_question), None)
    if place is None:
        raise NotFound
    found = answers[place]

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        answer_self_check(by=request.actor, question=found.key, **given)
        following = next((one.key for one in answers[place + 1 :] if not one.answer), "")
        return ("office:check_question", {"check_question": following}) if following else ("office:self_check", {})

    form = QuestionForm(request.POST or None, initial={"answer": found.answer, "note": found.note})
    return asked(
        request, form, act, template="office/start_up/question.html", one=found, number=place + 1,
        total=len(answers), before=ANSWER_WORDS.get(found.before, ""), done=_("Saved."),
    )  # fmt: skip


@staff(*ANSWERING)
@require_POST
def finish_page(request: StaffRequest) -> HttpResponse:
    finish_self_check(by=request.actor)
    messages.success(request, _("The self-check is finished. It is still only yours."))
    return see_other("office:self_check", team=request.team.slug)


@staff(*ANSWERING, Role.SUPPORTER)
@require_safe
def one_self_check_page(request: StaffRequest, self_check: uuid.UUID) -> HttpResponse:
    """A finished year: the team's own, or one that a team has shared with the supporter."""
    found = self_check_named(request.actor, self_check)
    shown = {"check": found, "rows": _rows(found.answers), "is_own": answers_for(request.actor)}
    return render(request, "office/start_up/one_self_check.html", shown)


@staff(*ANSWERING)
@require_POST
def share_page(request: StaffRequest, self_check: uuid.UUID) -> HttpResponse:
    is_shared = request.POST.get("share") == "yes"
    share_self_check(by=request.actor, self_check_id=self_check, is_shared=is_shared)
    shared, taken_back = _("Your implementation supporter can read it now."), _("It is only yours again.")
    messages.success(request, shared if is_shared else taken_back)
    return see_other("office:self_check", team=request.team.slug)


def _rows(answers: tuple[AnswerView, ...]) -> list[tuple[AnswerView, Any, Any]]:
    return [(one, ANSWER_WORDS.get(one.answer, ""), ANSWER_WORDS.get(one.before, "")) for one in answers]


def _this_year(
    request: StaffRequest,
) -> tuple[int, SelfCheckView | None, list[SelfCheckView], tuple[AnswerView, ...]]:
    """The year, its self-check if it has begun, the earlier ones, and every question with both years' answers."""
    year = clock.today(request.team.zone).year
    found = own_self_checks(request.actor)
    check = next((one for one in found if one.year == year), None)
    earlier = [one for one in found if one.year < year]
    last = next((one for one in earlier if one.year == year - 1), None)
    return year, check, earlier, check.answers if check else questions_before(request.actor, last)
