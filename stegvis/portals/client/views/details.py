"""The client's own details: how to be reached, what the GP may be told, the language of our messages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.people.actions.change_details import change_details
from stegvis.people.queries.own_details import own_details
from stegvis.portals.client.forms import OwnDetailsForm
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other


@client
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: Any) -> HttpResponse:
    found = own_details(request.actor)
    form = OwnDetailsForm(request.POST if request.method == "POST" else None, viewer=request.actor, found=found)
    if form.is_valid():
        change_details(by=request.actor, **form.wanted())
        messages.success(request, _("Your details are saved."))
        return see_other("client:details")
    return render(request, "client/details.html", {"form": form, "found": found})
