"""The team's gaps for those who answer for it, and one person's topics, confirmed or taken back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.definitions.curriculum import topics
from stegvis.network.actions.say_taken import confirm_taken
from stegvis.network.actions.training_checks import LEARNERS, OVERSEERS, oversees
from stegvis.network.actions.withdraw_taken import withdraw_taken
from stegvis.network.queries.training import gap_map, learner_named
from stegvis.people.models import Actor
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.training.words import tabs, topic_lines
from stegvis.portals.see_other import see_other


@staff(*OVERSEERS)
@require_safe
def gap_map_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    found = gap_map(actor)
    heads = topic_lines({}, actor.language, found.share.by_topic)
    shown = {
        "people": found.people,
        "rows": [(head, [one.taken.get(head.key) for one in found.people]) for head in heads],
        "share": found.share,
        "waiting": found.waiting,
        "elsewhere": found.elsewhere,
        "filters": tabs(request, "gap_map"),
    }
    return render(request, "office/training/gap_map.html", shown)


@staff(*OVERSEERS)
@require_safe
def learner_page(request: StaffRequest, learner: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = learner_named(actor, learner)
    shown = {
        "one": found,
        "lines": topic_lines(found.taken, actor.language),
        "total": len(topics()),
        "is_self": found.id == actor.user_id,
    }
    return render(request, "office/training/learner.html", shown)


@staff(*OVERSEERS)
@require_POST
def confirm_page(request: StaffRequest, topic_taken: uuid.UUID) -> HttpResponse:
    taken = confirm_taken(by=request.actor, taken_id=topic_taken)
    messages.success(request, _("The topic is confirmed."))
    return _back(request, request.actor, taken.staff_id)


@staff(*LEARNERS)
@require_POST
def withdraw_page(request: StaffRequest, topic_taken: uuid.UUID) -> HttpResponse:
    person = withdraw_taken(by=request.actor, taken_id=topic_taken)
    messages.success(request, _("It is taken back."))
    return _back(request, request.actor, person.pk)


def _back(request: StaffRequest, actor: Actor, staff_id: uuid.UUID) -> HttpResponse:
    if staff_id == actor.user_id or not oversees(actor):
        return see_other("office:training", team=request.team.slug)
    return see_other("office:learner", team=request.team.slug, learner=staff_id)
