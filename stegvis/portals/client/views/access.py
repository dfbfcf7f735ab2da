"""Who has seen the client's information, in plain words, and what the client can do about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.care.queries.plan import own_episode, plan_of
from stegvis.people.queries.access import who_has_seen
from stegvis.portals.client.sightings import days_of
from stegvis.portals.guard import client

MOST = 500


@client
@require_safe
def access_log(request: Any) -> HttpResponse:
    plan = plan_of(request.actor, own_episode(request.actor))
    seen = who_has_seen(request.actor, most=MOST)
    context = {"days": days_of(seen, plan.zone), "plan": plan, "is_cut": len(seen) == MOST, "most": MOST}
    return render(request, "client/access_log.html", context)
