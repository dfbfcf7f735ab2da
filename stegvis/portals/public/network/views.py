"""Reading: the networks of an organisation, one of them, what takes place and what was shown there."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from stegvis.network.queries import events as events_of
from stegvis.network.queries.networks import members_of, network_named, networks
from stegvis.portals.attachment import attached
from stegvis.portals.guard import public
from stegvis.portals.network_words import LEVELS, LICENCE_WORDS, PHASE_MEANINGS, PHASES, phase_step
from stegvis.portals.public.page import page


@public
@require_safe
def networks_page(request: Any) -> HttpResponse:
    shown = [(one, LEVELS[one.level], PHASES[one.phase]) for one in networks(request.actor)]
    return page(request, "network/networks.html", networks=shown, coming=events_of.events(request.actor, most=3))


@public
@require_safe
def network_page(request: Any, network: str) -> HttpResponse:
    found = network_named(request.actor, network)
    return page(
        request,
        "network/network.html",
        network=found,
        level=LEVELS[found.level],
        phase=PHASES[found.phase],
        meaning=PHASE_MEANINGS[found.phase],
        step=phase_step(found.phase),
        steps=len(PHASES),
        members=members_of(request.actor, found.id),
        coming=events_of.events(request.actor, network_id=found.id),
        past=events_of.events(request.actor, past=True, network_id=found.id, most=10),
    )


@public
@require_safe
def events_page(request: Any) -> HttpResponse:
    actor = request.actor
    return page(
        request, "network/events.html", coming=events_of.events(actor), past=events_of.events(actor, past=True, most=20)
    )


@public
@require_safe
def event_page(request: Any, event: str) -> HttpResponse:
    found = events_of.event_named(request.actor, event)
    material = [(one, LICENCE_WORDS[one.licence]) for one in events_of.material_of(request.actor, found.id)]
    return page(request, "network/event.html", event=found, material=material)


@public
@require_safe
def material_file(request: Any, material: uuid.UUID) -> HttpResponse:
    found = events_of.material(request.actor, material)
    return attached(found.content, found.type, found.title)
