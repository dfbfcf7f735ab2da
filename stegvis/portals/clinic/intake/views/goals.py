"""The client's goals, set together with the therapist."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.care.actions.set_goal import end_goal, set_goal
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.goals import goals_of
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.forms.goals import GoalForm
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def goals_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_goal(by=request.actor, episode=found, text=form.cleaned_data["text"])
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return see_other("clinic:goals", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name}
    return render(request, "clinic/intake/goals.html", {**context, "goals": goals_of(request.actor, found)})


@staff(*CLINICAL)
@require_POST
def end_goal_page(request: StaffRequest, episode: uuid.UUID, goal: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    end_goal(by=request.actor, episode=found, goal_id=goal, is_reached="reached" in request.POST)
    return see_other("clinic:goals", team=request.team.slug, episode=episode)
