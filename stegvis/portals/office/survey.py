"""The yearly national survey: filled in from the record, every answer open to change, sent once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.definitions import clock
from stegvis.outcomes.actions.answer_survey import save_survey, send_survey
from stegvis.outcomes.queries.survey import Survey, survey_of
from stegvis.outcomes.queries.yearly import span_of
from stegvis.outcomes.reports import as_number, figures_csv, figures_json, report_pdf
from stegvis.people.models import Denied, NotFound, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.reports import TYPES, download
from stegvis.portals.office.reports_words import span_words
from stegvis.portals.office.survey_form import SurveyForm, answer_lines, staffing_lines, survey_report
from stegvis.portals.see_other import see_other

COLUMNS = ("question", "answer", "recorded", "differs", "edition")


@staff(Role.LEAD, Role.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_page(request: StaffRequest, span: str) -> HttpResponse:
    actor, team = request.actor, request.team
    asked = span_of(span, clock.today(actor.zone))
    survey = survey_of(actor, team=team.slug, span=asked)
    form = SurveyForm(survey, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            save_survey(by=actor, span=asked, figures=form.figures(), staffing=form.staffing())
            if "send" in request.POST:
                send_survey(by=actor, span=asked)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            said = _("The survey is marked as sent.") if "send" in request.POST else _("The draft is saved.")
            messages.success(request, said)
            return see_other("office:survey", team=team.slug, span=span)
    shown = {
        "survey": survey,
        "year": span_words(asked),
        "form": form,
        "lines": answer_lines(survey),
        "staffing": staffing_lines(survey),
        "forms": list(TYPES),
    }
    return render(request, "office/survey.html", shown, status=422 if form.errors else 200)


@staff(Role.LEAD, Role.MANAGER)
@require_safe
def survey_file(request: StaffRequest, span: str, file: str) -> HttpResponse:
    actor, team = request.actor, request.team
    name, _dot, form = file.partition(".")
    if name != "survey" or form not in TYPES:
        raise NotFound
    asked = span_of(span, clock.today(actor.zone))
    survey = survey_of(actor, team=team.slug, span=asked)
    if form == "pdf":
        report = survey_report(survey, team=team.name, organisation=team.organisation, actor=actor)
        content = report_pdf(report, made_at=clock.now())
    elif form == "csv":
        content = figures_csv(_rows(survey), COLUMNS)
    else:
        about = {"organisation": team.organisation, "team": team.slug, "first": asked.first.isoformat(),
                 "last": asked.last.isoformat(), "sent_at": survey.sent_at and survey.sent_at.isoformat()}  # fmt: skip
        content = figures_json(about, _rows(survey))
    return download(content, form, f"survey-{asked.code}.{form}")


def _rows(survey: Survey) -> list[dict[str, Any]]:
    """The questions in their order, then the posts; what was changed by hand says so."""
    rows: list[dict[str, Any]] = [
        {"question": one.name, "answer": as_number(one.answer), "recorded": one.recorded, "differs": one.differs,
         "edition": survey.edition}
        for one in survey.asked
    ]  # fmt: skip
    return rows + [
        {"question": f"posts_{each}", "answer": as_number(posts), "recorded": None, "differs": None,
         "edition": survey.edition}
        for each, posts in survey.staffing.items()
    ]  # fmt: skip
