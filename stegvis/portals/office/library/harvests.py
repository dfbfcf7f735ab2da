"""The editors' page of archives that are fetched from: which, how it went, and a button."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.library.actions.add_harvest import add_harvest, remove_harvest
from stegvis.library.actions.harvest_soon import harvest_soon
from stegvis.library.queries.publications import harvest_of, harvests
from stegvis.people.models import Denied, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.library.forms import HarvestForm
from stegvis.portals.see_other import see_other


@staff(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def harvests_page(request: StaffRequest) -> HttpResponse:
    form = HarvestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_harvest(by=request.actor, **form.cleaned_data)
        except Denied as refusal:
            form.add_error("url", refusal.sentence)
        else:
            harvest_soon(by=request.actor, harvest_id=added.pk)
            messages.success(request, _("Added. The first fetching begins in a moment."))
            return see_other("office:harvests", team=request.team.slug)
    context = {"form": form, "harvests": harvests(request.actor)}
    return render(request, "office/library/harvests.html", context, status=422 if form.errors else 200)


@staff(Role.EDITOR)
@require_POST
def fetch_now(request: StaffRequest, harvest: uuid.UUID) -> HttpResponse:
    is_new = harvest_soon(by=request.actor, harvest_id=harvest)
    messages.success(request, _("Fetching begins in a moment.") if is_new else _("It waits in the queue already."))
    return see_other("office:harvests", team=request.team.slug)


@staff(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def remove_page(request: StaffRequest, harvest: uuid.UUID) -> HttpResponse:
    """Asks first."""
    found = harvest_of(request.actor, harvest)
    if request.method == "POST":
        remove_harvest(by=request.actor, harvest_id=harvest)
        messages.success(request, _("Nothing more is fetched from there. What was fetched stays."))
        return see_other("office:harvests", team=request.team.slug)
    return render(request, "office/library/remove.html", {"harvest": found})
