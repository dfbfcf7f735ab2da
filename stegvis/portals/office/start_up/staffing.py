"""The team's staff held against what the model asks: guidance with its source, never a stop."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.definitions.kit import READ_IN, said
from stegvis.definitions.kit.staffing import Finding, State
from stegvis.network.actions.say_staffing import say_staffing
from stegvis.network.actions.start_checks import SEEING
from stegvis.network.queries.staffing import staffing_of
from stegvis.network.queries.start_plans import builds
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.start_up.forms import StaffingForm, staffing_before
from stegvis.portals.office.start_up.words import STAFFING_STATES, tabs
from stegvis.portals.wording import figure


@staff(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def staffing_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    found = staffing_of(actor)
    form = StaffingForm(request.POST or None, initial=staffing_before(found.row) if found else None)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        say_staffing(by=actor, fields=form.said())
        return "office:staffing", {}

    findings = [_shown(one, actor.language) for one in found.findings] if found else []
    return asked(
        request, form, act, template="office/start_up/staffing.html", found=found, findings=findings,
        language=READ_IN[actor.language], filters=tabs(request, "staffing"), may_change=builds(actor),
        short=sum(one.state == State.NOT_MET for one in found.findings) if found else 0,
        done=_("Saved. Here is how it stands."),
    )  # fmt: skip


def _shown(finding: Finding, language: str) -> dict[str, Any]:
    words = said(finding.requirement.texts, language)
    is_met = finding.state == State.MET
    return {
        **words,
        "is": _number(finding.actual) if finding.actual is not None else (_("Yes") if is_met else _("No")),
        "least": _least(finding),
        "state": STAFFING_STATES[finding.state],
        "is_short": finding.state == State.NOT_MET,
        "source": finding.requirement.source,
    }


def _number(hundredths: int | None) -> str:
    return figure(Decimal(hundredths or 0) / 100, 2)


def _least(finding: Finding) -> str:
    if finding.least is None:
        return _("Yes")
    # One hundredth stands for "somebody": the model names no figure.
    return _("some") if finding.least == 1 else _number(finding.least)
