"""The client's pages of research: which studies there are, what each shares, saying yes and taking it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.definitions import clock
from stegvis.people.actions.study import consent_to_study, withdraw_from_study
from stegvis.people.models import Denied
from stegvis.people.queries.studies import own_studies, own_study
from stegvis.portals.client.forms import YesForm
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other


@client
@require_safe
def studies(request: Any) -> HttpResponse:
    return render(request, "client/studies.html", {"studies": own_studies(request.actor)})


@client
@require_http_methods(["GET", "HEAD", "POST"])
def study(request: Any, study: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = own_study(actor, study)
    form = YesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("how") == "withdraw":
        withdraw_from_study(by=actor, study_id=found.id, person_id=actor.own_person)
        messages.success(request, _("You have withdrawn. It holds from now on."))
        return see_other("client:study", study=found.id)
    if form.is_valid():
        try:
            consent_to_study(by=actor, study_id=found.id, person_id=actor.own_person, given_on=clock.today(actor.zone))
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("You take part. Thank you."))
            return see_other("client:study", study=found.id)
    return render(request, "client/study.html", {"study": found, "form": form}, status=422 if form.errors else 200)
