"""Alerts: the open ones, and one of them step by step. Read, acknowledge, close; one at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.people.models import Denied
from stegvis.portals.clinic.alerts.forms import CloseForm
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.queries.behind_alert import answers_behind
from stegvis.safety.actions.acknowledge import acknowledge
from stegvis.safety.actions.close_alert import close_alert
from stegvis.safety.actions.read_alert import read_alert
from stegvis.safety.queries.alerts import alert_of, open_alerts


@staff(*CLINICAL)
@require_safe
def alerts_page(request: StaffRequest) -> HttpResponse:
    found = open_alerts(request.actor)
    unread = [alert for alert in found if not alert.is_acknowledged]
    taken = [alert for alert in found if alert.is_acknowledged]
    return render(request, "clinic/alerts/alerts.html", {"unread": unread, "taken": taken})


@staff(*CLINICAL)
@require_safe
def alert_page(request: StaffRequest, alert: uuid.UUID) -> HttpResponse:
    return _page(request, alert, CloseForm())


@staff(*CLINICAL)
@require_POST
def read_page(request: StaffRequest, alert: uuid.UUID) -> HttpResponse:
    return _step(request, alert, lambda: read_alert(by=request.actor, alert_id=alert))


@staff(*CLINICAL)
@require_POST
def acknowledge_page(request: StaffRequest, alert: uuid.UUID) -> HttpResponse:
    return _step(request, alert, lambda: acknowledge(by=request.actor, alert_id=alert))


@staff(*CLINICAL)
@require_POST
def close_page(request: StaffRequest, alert: uuid.UUID) -> HttpResponse:
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            close_alert(by=request.actor, alert_id=alert, done=form.cleaned_data["done"])
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The alert is closed, and what was done stands in the record."))
            return see_other("clinic:alerts", team=request.team.slug)
    return _page(request, alert, form)


def _page(request: StaffRequest, alert: uuid.UUID, form: CloseForm) -> HttpResponse:
    found = alert_of(request.actor, alert)
    answers = answers_behind(request.actor, found.questionnaires) if found.is_opened else ()
    return render(request, "clinic/alerts/alert.html", {"alert": found, "answers": answers, "form": form})


def _step(request: StaffRequest, alert: uuid.UUID, step: Callable[[], object]) -> HttpResponse:
    """One step, then the page anew; a refusal is told on it."""
    try:
        step()
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    return see_other("clinic:alert", team=request.team.slug, alert=alert)
