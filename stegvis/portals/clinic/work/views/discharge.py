"""Discharging a client. Not while an alert of theirs is open."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.discharge import check_can_discharge, discharge
from stegvis.care.queries.access import episode_of
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.forms.discharge import DischargeForm
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.safety.queries.alerts import has_open_alert


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def discharge_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    if request.method != "POST":
        check_can_discharge(by=actor, episode=found)
    has_alert = has_open_alert(actor, found)
    form = DischargeForm(request.POST or None)
    if request.method == "POST" and not has_alert and form.is_valid():
        try:
            discharge(by=actor, episode=found, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The course has ended. Times that were booked are cancelled."))
            return see_other("clinic:record", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name, "has_alert": has_alert}
    return render(request, "clinic/work/discharge.html", context)
