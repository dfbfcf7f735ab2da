"""Prescribing training: the questions about the body, kind and dose; and ending it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.reading.things import to_go_to
from stegvis.portals.clinic.tools.forms import TrainingForm
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.prescribe_training import end_training, prescribe_training
from stegvis.selfhelp.queries.recommendations import given_names
from stegvis.selfhelp.queries.training import PrescriptionView, prescription_of

NEAR = 5  # offers to train that the page shows, the nearest first


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def training_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    running = prescription_of(request.actor, found)
    form = TrainingForm(request.POST if request.method == "POST" else None, initial=_first(request, running))
    if form.is_valid():
        try:
            prescribe_training(by=request.actor, episode=found, dose=form.dose(), health=form.health())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The training is prescribed. The client sees it now."))
            return see_other("clinic:tools", team=request.team.slug, episode=episode)
    context: dict[str, Any] = {
        "episode": found, "name": identity_of(found.person).name, "here": _("Training"), "form": form
    }  # fmt: skip
    context["near"] = to_go_to(request.actor, found.municipality, given_names(request.actor, found), kind="training")[
        :NEAR
    ]
    return render(request, "clinic/tools/training.html", {**context, "running": running})


@staff(*CLINICAL)
@require_POST
def end_training_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    end_training(by=request.actor, episode=episode_of(request.actor, episode))
    messages.success(request, _("The training has ended. What the client wrote stays."))
    return see_other("clinic:tools", team=request.team.slug, episode=episode)


def _first(request: StaffRequest, running: PrescriptionView | None) -> dict[str, Any]:
    """The dose of before, to go on from. The questions about the body are asked anew each time."""
    if running is None:
        return {"starts_on": clock.today(request.team.zone), "weeks": 4}
    return {
        "kind": running.kind.code,
        "weekdays": list(running.weekdays),
        "minutes": running.minutes,
        "effort": running.effort,
        "starts_on": clock.today(request.team.zone),
        "weeks": running.weeks,
        "limits": running.limits,
        "words": running.words,
    }
