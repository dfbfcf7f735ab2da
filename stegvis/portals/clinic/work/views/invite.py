"""Inviting a client to log in: a link one way and a code another, or a code to read aloud."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.care.actions.invite_client import can_invite, give_spoken_code, invite_client
from stegvis.care.models import Episode
from stegvis.care.queries.access import listed_episode_of
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINIC
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def invite_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = listed_episode_of(request.actor, episode)
    if request.method == "POST":
        try:
            invite_client(by=request.actor, episode_id=episode)
        except Denied as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("The link is sent. Its page sends the code another way."))
            return see_other(_home(request), team=request.team.slug, episode=episode)
    context = {**_about(request, found), "can_send": can_invite(request.actor, found)}
    return render(request, "clinic/work/invite.html", context)


@staff(*CLINIC)
@require_POST
def spoken_code_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    """Shown in the answer to the form, and never again: a page with its own address could be opened twice."""
    found = listed_episode_of(request.actor, episode)
    try:
        made = give_spoken_code(by=request.actor, episode_id=episode)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
        return see_other("clinic:invite", team=request.team.slug, episode=episode)
    return render(request, "clinic/work/spoken_code.html", {**_about(request, found), "made": made})


def _about(request: StaffRequest, episode: Episode) -> dict[str, object]:
    back = reverse(_home(request), kwargs={"team": request.team.slug, "episode": episode.pk})
    return {"episode": episode, "name": identity_of(episode.person).name, "back": back}


def _home(request: StaffRequest) -> str:
    """Coordinators have no record to go back to."""
    return "clinic:record" if request.actor.is_clinical else "clinic:referral"
