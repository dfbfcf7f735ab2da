"""One referral, and naming who is responsible for it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.actions.assign import assign
from stegvis.care.queries.access import listed_episode_of
from stegvis.care.queries.caseloads import caseloads
from stegvis.care.queries.referral import referral_of
from stegvis.definitions.pathway import State, moves_from
from stegvis.people.models import Denied, Ground
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.forms.responsible import ResponsibleForm
from stegvis.portals.clinic.intake.roles import CLINIC
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINIC)
@require_safe
def referral_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = referral_of(request.actor, episode)
    state = State(found.episode.state)
    by_emergency = request.actor.shown.get(found.episode.person_id) == Ground.EMERGENCY
    return render(
        request,
        "clinic/intake/referral.html",
        {
            "referral": found,
            "state": state,
            "moves": {move.name for move in moves_from(state)} if request.actor.is_clinical else set(),
            "may_arrange": state is not State.DISCHARGED and not by_emergency,
        },
    )


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def assign_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = listed_episode_of(request.actor, episode)
    form = ResponsibleForm(request.POST or None, caseloads=caseloads(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            assign(by=request.actor, episode=found, responsible=form.chosen())
        except Denied as refusal:
            form.add_error("responsible", refusal.sentence)
        else:
            messages.success(request, _("The responsible therapist is named."))
            return see_other("clinic:referral", team=request.team.slug, episode=episode)
    name = identity_of(found.person).name
    return render(request, "clinic/intake/assign.html", {"form": form, "episode": found, "name": name})
