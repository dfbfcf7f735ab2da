"""The reports page: the years there are, each as files to read or to calculate with; and what is public."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.definitions import clock
from stegvis.network.queries.training import trained
from stegvis.outcomes.actions.publish_results import can_publish_results, hide_results, publish_results
from stegvis.outcomes.queries.publication import published_by_team
from stegvis.outcomes.queries.survey import surveys_sent
from stegvis.outcomes.queries.yearly import Span, YearFigures, organisation_year, span_of, spans, team_year
from stegvis.outcomes.reports import figures_csv, figures_json, listed, report_pdf
from stegvis.people.models import NotFound, Role
from stegvis.portals.figures import plain_rows
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.reports_words import span_words, year_report
from stegvis.portals.see_other import see_other

READERS = (Role.THERAPIST, Role.LEAD, Role.MANAGER)
TYPES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}


@staff(*READERS, Role.ADMINISTRATOR)
@require_safe
def reports_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    may_read, may_answer = actor.has(*READERS), actor.has(Role.LEAD, Role.MANAGER)
    found = spans(actor, clock.today(actor.zone)) if may_read else []
    sent = surveys_sent(actor) if may_answer else {}
    return render(
        request,
        "office/reports.html",
        {
            "years": [(each, span_words(each), _survey_words(each, sent)) for each in found],
            "forms": list(TYPES),
            "may_read": may_read,
            "may_answer": may_answer,
            "public": published_by_team(actor),
            "may_publish": can_publish_results(by=actor),
        },
    )


@staff(*READERS)
@require_safe
def report_file(request: StaffRequest, span: str, file: str) -> HttpResponse:
    actor, team = request.actor, request.team
    whose, form = file_of(file)
    asked = span_of(span, clock.today(actor.zone))
    if whose == "team":
        year = team_year(actor, team=team.slug, span=asked)
        return file_response(request, year, form, about=team.name, slug=team.slug)
    return file_response(request, organisation_year(actor, span=asked), form)


@staff(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def public_results_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    if request.method == "POST":
        if request.POST.get("show") == "yes":
            publish_results(by=actor)
            messages.success(request, _("The team's results are open to everybody."))
        else:
            hide_results(by=actor)
            messages.success(request, _("The page is closed. Nobody outside sees the results."))
        return see_other("office:public_results", team=request.team.slug)
    found = published_by_team(actor)
    rows = plain_rows(found) if found else []
    return render(request, "office/public_results.html", {"public": found, "rows": rows})


def file_of(name: str) -> tuple[str, str]:
    """Whose figures and in which form; NotFound for a file that there is not."""
    whose, _dot, form = name.partition(".")
    if whose not in ("team", "organisation") or form not in TYPES:
        raise NotFound
    return whose, form


def file_response(
    request: StaffRequest, year: YearFigures, form: str, *, about: str = "", slug: str = ""
) -> HttpResponse:
    """The figures in that form, with a name that says nothing of what is in it."""
    make: Mapping[str, Callable[[], bytes]] = {
        "pdf": lambda: _pdf(request, year, about),
        "csv": lambda: figures_csv(_rows(year, slug)),
        "json": lambda: figures_json(_about(request, year, slug), _rows(year, slug)),
    }
    return download(make[form](), form, f"report-{year.span.code}-{'team' if slug else 'all'}.{form}")


def download(content: bytes, form: str, name: str) -> HttpResponse:
    """A file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


def _pdf(request: StaffRequest, year: YearFigures, about: str) -> bytes:
    actor = request.actor
    report = year_report(
        year,
        trained=trained(actor, team_id=request.team.id if about else None, on=year.span.last),
        about=about,
        organisation=request.team.organisation,
        language=actor.language,
        made_on=clock.today(actor.zone),
    )
    return report_pdf(report, made_at=clock.now())


def _rows(year: YearFigures, slug: str) -> list[dict[str, Any]]:
    rows = listed(year.figures, team=slug)
    for _name, figures in year.teams:
        rows += listed(figures, team=figures[0].group[0])
    return rows


def _about(request: StaffRequest, year: YearFigures, slug: str) -> dict[str, Any]:
    return {
        "organisation": request.team.organisation,
        "team": slug,
        "first": year.span.first.isoformat(),
        "last": year.span.last.isoformat(),
        "published": year.is_published,
        "made_at": clock.now().isoformat(timespec="seconds"),
    }


def _survey_words(span: Span, sent: Mapping[str, Any]) -> str:
    if span.code not in sent:
        return _("Answer the yearly survey")
    return _("See the survey that was sent") if sent[span.code] else _("Go on with the yearly survey")
