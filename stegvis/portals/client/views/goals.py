"""The client's own goals."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.care.actions.set_goal import can_set_goal, end_goal, set_goal
from stegvis.care.queries.plan import own_episode, plan_of
from stegvis.people.models import Denied, NotFound
from stegvis.portals.client.forms import GoalWords
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other


@client
@require_http_methods(["GET", "HEAD", "POST"])
def goals(request: Any) -> HttpResponse:
    episode = own_episode(request.actor)
    form = GoalWords(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_goal(by=request.actor, episode=episode, text=form.cleaned_data["text"])
            return see_other("client:goals")
        except Denied as refusal:
            form.add_error("text", refusal.sentence)
    may_set = can_set_goal(request.actor, episode, "-")
    context = {"form": form, "goals": plan_of(request.actor, episode).goals, "may_set": may_set}
    return render(request, "client/goals.html", context)


@client
@require_http_methods(["GET", "HEAD", "POST"])
def goal(request: Any, goal: uuid.UUID) -> HttpResponse:
    """Other words for a goal that stands."""
    episode = own_episode(request.actor)
    standing = next((one for one in plan_of(request.actor, episode).goals if one.id == goal), None)
    if standing is None:
        raise NotFound
    form = GoalWords(request.POST if request.method == "POST" else None, initial={"text": standing.text})
    if form.is_valid():
        set_goal(by=request.actor, episode=episode, text=form.cleaned_data["text"], goal_id=goal)
        return see_other("client:goals")
    return render(request, "client/goal.html", {"form": form})


@client
@require_POST
def end(request: Any, goal: uuid.UUID) -> HttpResponse:
    """Reached, or no longer wanted."""
    is_reached = request.POST.get("how") == "reached"
    end_goal(by=request.actor, episode=own_episode(request.actor), goal_id=goal, is_reached=is_reached)
    return see_other("client:goals")
