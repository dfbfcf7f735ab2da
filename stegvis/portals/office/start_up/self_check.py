"""The yearly self-check: one question a page, last year's answer beside; the team's own until it shares it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.network.actions.answer_self_check import answer_self_check
from stegvis.network.actions.finish_self_check import finish_self_check, reopen_self_check
from stegvis.network.actions.share_self_check import share_self_check
from stegvis.network.actions.start_checks import ANSWERING
from stegvis.network.models import SelfCheck
from stegvis.network.queries.self_checks import (
    AnswerView,
    SelfCheckView,
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
    shown = {
        **_shown(request, year, check, answers),
        "earlier": earlier,
        "filters": tabs(request, "self_check"),
    }
    return render(request, "office/start_up/self_check.html", shown)


@staff(*ANSWERING, Role.SUPPORTER)
@require_safe
def one_self_check_page(request: StaffRequest, self_check: uuid.UUID) -> HttpResponse:
    """A year: the team's own, which it can put right until the next begins, or one shared with the supporter."""
    found = self_check_named(request.actor, self_check)
    return render(request, "office/start_up/one_self_check.html", _shown(request, found.year, found, found.answers))


@staff(*ANSWERING)
@require_http_methods(["GET", "HEAD", "POST"])
def question_page(request: StaffRequest, check_question: str) -> HttpResponse:
    """Of this year's, which begins with the first answer."""
    _year, check, _earlier, answers = _this_year(request)
    return _asked(request, check, answers, check_question)


@staff(*ANSWERING)
@require_http_methods(["GET", "HEAD", "POST"])
def question_of_page(request: StaffRequest, self_check: uuid.UUID, check_question: str) -> HttpResponse:
    """Of an earlier year that is open still, or again."""
    found = self_check_named(request.actor, self_check)
    if not found.is_own:
        raise NotFound
    return _asked(request, found, found.answers, check_question)


@staff(*ANSWERING)
@require_POST
def finish_page(request: StaffRequest, self_check: uuid.UUID) -> HttpResponse:
    finished = finish_self_check(by=request.actor, self_check_id=self_check)
    messages.success(request, _("The self-check is finished. It is still only yours."))
    return _back(request, finished)


@staff(*ANSWERING)
@require_POST
def reopen_page(request: StaffRequest, self_check: uuid.UUID) -> HttpResponse:
    opened = reopen_self_check(by=request.actor, self_check_id=self_check)
    messages.success(request, _("The self-check is open. Put right what is wrong, and finish it again."))
    return _back(request, opened)


@staff(*ANSWERING)
@require_POST
def share_page(request: StaffRequest, self_check: uuid.UUID) -> HttpResponse:
    is_shared = request.POST.get("share") == "yes"
    kept = share_self_check(by=request.actor, self_check_id=self_check, is_shared=is_shared)
    shared, taken_back = _("Your implementation supporter can read it now."), _("It is only yours again.")
    messages.success(request, shared if is_shared else taken_back)
    return _back(request, kept)


def _asked(
    request: StaffRequest, check: SelfCheckView | None, answers: tuple[AnswerView, ...], key: str
) -> HttpResponse:
    place = next((place for place, one in enumerate(answers) if one.key == key), None)
    if place is None:
        raise NotFound
    found = answers[place]
    earlier = {"self_check": check.id} if check and not _is_current(request, check.year) else {}

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        answer_self_check(by=request.actor, question=found.key, self_check_id=check.id if check else None, **given)
        following = next((one.key for one in answers[place + 1 :] if not one.answer), "")
        if following:
            return f"office:check_question{'_of' if earlier else ''}", {**earlier, "check_question": following}
        return "office:one_self_check" if earlier else "office:self_check", earlier

    form = QuestionForm(request.POST or None, initial={"answer": found.answer, "note": found.note})
    return asked(
        request, form, act, template="office/start_up/question.html", one=found, number=place + 1,
        total=len(answers), before=ANSWER_WORDS.get(found.before, ""), done=_("Saved."),
        back=_page_of(request, check.id if earlier and check else None),
    )  # fmt: skip


def _shown(
    request: StaffRequest, year: int, check: SelfCheckView | None, answers: tuple[AnswerView, ...]
) -> dict[str, Any]:
    """What both pages of a self-check show. Each row: the question, both years' answers, and where it is answered."""
    may_answer = check is None or (check.is_own and check.is_newest and check.finished_at is None)
    rows = [
        (one, ANSWER_WORDS.get(one.answer, ""), ANSWER_WORDS.get(one.before, ""),
         _question_of(request, check, one.key) if may_answer else "")
        for one in answers
    ]  # fmt: skip
    return {
        "year": year,
        "check": check,
        "rows": rows,
        "may_answer": may_answer,
        "first": next((link for one, _now, _before, link in rows if not one.answer), ""),
        "answered": check.answered if check else 0,
        "total": len(answers),
    }


def _question_of(request: StaffRequest, check: SelfCheckView | None, key: str) -> str:
    if check is None or _is_current(request, check.year):
        return reverse("office:check_question", kwargs={"team": request.team.slug, "check_question": key})
    places = {"team": request.team.slug, "self_check": check.id, "check_question": key}
    return reverse("office:check_question_of", kwargs=places)


def _page_of(request: StaffRequest, self_check: uuid.UUID | None) -> str:
    """The page of this year's, or of an earlier one."""
    if self_check is None:
        return reverse("office:self_check", kwargs={"team": request.team.slug})
    return reverse("office:one_self_check", kwargs={"team": request.team.slug, "self_check": self_check})


def _back(request: StaffRequest, check: SelfCheck) -> HttpResponse:
    if _is_current(request, check.year):
        return see_other("office:self_check", team=request.team.slug)
    return see_other("office:one_self_check", team=request.team.slug, self_check=check.pk)


def _is_current(request: StaffRequest, year: int) -> bool:
    return year == clock.today(request.team.zone).year


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
