"""Opening a record in an emergency, and the lead's review of what was opened."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.care.actions.open_emergency import open_emergency
from stegvis.care.actions.review_emergency import review_emergency
from stegvis.care.queries.emergencies import emergencies, find_in_emergency
from stegvis.people.models import Denied, Role
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.forms.emergency import EmergencyForm
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def emergency_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    form = EmergencyForm(request.POST or None, country=actor.country)
    if request.method == "POST" and form.is_valid():
        found = find_in_emergency(actor, **form.whose())
        if found is None:
            form.add_error(None, _("Nobody in this team has these details. Check them, or call the coordinator."))
        else:
            try:
                open_emergency(by=actor, episode=found, reason=form.cleaned_data["reason"])
            except Denied as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.warning(request, _("The record is open to you for 60 minutes. The lead is told."))
                return see_other("clinic:record", team=request.team.slug, episode=found.pk)
    return render(request, "clinic/work/emergency.html", {"form": form, "is_lead": actor.has(Role.LEAD)})


@staff(Role.LEAD)
@require_safe
def emergencies_page(request: StaffRequest) -> HttpResponse:
    found = emergencies(request.actor)
    waiting = sum(one.reviewed_at is None for one in found)
    return render(request, "clinic/work/emergencies.html", {"opened": found, "waiting": waiting})


@staff(Role.LEAD)
@require_POST
def review_page(request: StaffRequest, emergency: uuid.UUID) -> HttpResponse:
    try:
        review_emergency(by=request.actor, access_id=emergency)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Reviewed."))
    return see_other("clinic:emergencies", team=request.team.slug)
