"""Referring on to another service."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.refer_on import refer_on
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.onward import onward_line
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.forms.onward import OnwardForm
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def refer_on_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    form = OnwardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            refer_on(by=request.actor, episode=found, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The referral is recorded."))
            return see_other("clinic:referral", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name}
    return render(request, "clinic/intake/refer_on.html", {**context, "line": onward_line(request.actor, found)})
