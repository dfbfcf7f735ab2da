"""The duty roster of the coming four weeks: who reads what comes in, and who steps in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.people.models import Denied
from stegvis.people.queries.clinicians import clinicians_of
from stegvis.portals.clinic.intake.roles import CLINIC
from stegvis.portals.clinic.work.forms.duty import RosterForm, StretchForm, first_stretch
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.queries.blocked import blocked_measures
from stegvis.safety.actions.plan_duty import can_plan_duty, plan_duty
from stegvis.safety.queries.roster import Roster, roster


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def duty_page(request: StaffRequest) -> HttpResponse:
    found, clinicians = roster(request.actor), clinicians_of(request.actor)
    form = RosterForm(request.POST or None, days=found.days, clinicians=clinicians)
    if request.method == "POST" and form.is_valid():
        try:
            plan_duty(by=request.actor, days=form.changed())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _saved(request)
    first = first_stretch(found.days, found.missing)
    return _page(request, found, form, StretchForm(initial=first, days=found.days, clinicians=clinicians))


@staff(*CLINIC)
@require_POST
def duty_stretch_page(request: StaffRequest) -> HttpResponse:
    found, clinicians = roster(request.actor), clinicians_of(request.actor)
    form = StretchForm(request.POST, days=found.days, clinicians=clinicians)
    if form.is_valid():
        try:
            plan_duty(by=request.actor, days=form.planned())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _saved(request)
    return _page(request, found, RosterForm(days=found.days, clinicians=clinicians), form)


def _page(request: StaffRequest, found: Roster, form: RosterForm, stretch: StretchForm) -> HttpResponse:
    context = {
        "roster": found,
        "form": form,
        "stretch": stretch,
        "may_plan": can_plan_duty(by=request.actor),
        "blocked": blocked_measures(request.actor),
    }
    return render(request, "clinic/work/duty.html", context)


def _saved(request: StaffRequest) -> HttpResponse:
    messages.success(request, _("The roster is saved."))
    return see_other("clinic:duty", team=request.team.slug)
