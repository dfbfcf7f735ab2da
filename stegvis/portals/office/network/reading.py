"""The list of networks and events, one network with all that is written and shared, and its files."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.queries import events as events_of
from stegvis.network.queries.networks import files_of, members_of, network_named, networks, shared_file, talk_of
from stegvis.people.models import Role
from stegvis.portals.attachment import attached
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.network_words import KINDS, LEVELS, LICENCE_WORDS, PHASE_MEANINGS, PHASES, phase_step


@staff(*TAKES_PART)
@require_safe
def networks_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    shown = {
        "networks": [(one, LEVELS[one.level], PHASES[one.phase]) for one in networks(actor)],
        "coming": events_of.events(actor),
        "past": events_of.events(actor, past=True, most=10),
        "may_found": actor.has(Role.SUPPORTER),
        "may_plan": actor.has(Role.SUPPORTER, Role.LEAD),
    }
    return render(request, "office/network/networks.html", shown)


@staff(*TAKES_PART)
@require_safe
def network_page(request: StaffRequest, network: str) -> HttpResponse:
    actor = request.actor
    found = network_named(actor, network)
    talk = talk_of(actor, found)
    shown = {
        "network": found,
        "level": LEVELS[found.level],
        "phase": PHASES[found.phase],
        "meaning": PHASE_MEANINGS[found.phase],
        "step": phase_step(found.phase),
        "steps": len(PHASES),
        "members": [(one, KINDS[one.kind]) for one in members_of(actor, found.id)],
        "posts": talk.posts,
        "files": [(one, LICENCE_WORDS[one.licence]) for one in files_of(actor, found, talk)],
        "coming": events_of.events(actor, network_id=found.id),
    }
    return render(request, "office/network/network.html", shown)


@staff(*TAKES_PART)
@require_safe
def shared_file_page(request: StaffRequest, shared: uuid.UUID) -> HttpResponse:
    found = shared_file(request.actor, shared)
    return attached(found.content, found.type, f"{found.name} {found.version}")


@staff(*TAKES_PART)
@require_safe
def material_file(request: StaffRequest, material: uuid.UUID) -> HttpResponse:
    found = events_of.material(request.actor, material)
    return attached(found.content, found.type, found.title)
