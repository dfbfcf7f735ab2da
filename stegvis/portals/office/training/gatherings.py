"""Gatherings of the training: planned, changed, and afterwards who was there."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.network.actions.note_taken import note_taken
from stegvis.network.actions.plan_gathering import change_gathering, plan_gathering
from stegvis.network.actions.training_checks import LEARNERS, TRAINERS, check_trains, trains
from stegvis.network.queries.training import GatheringView, Learner, gathering_named, learners
from stegvis.people.models import Actor
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.training.forms import GatheringForm, PresentForm, gathering_before
from stegvis.portals.office.training.words import topic_choices, topic_names

READ_AND_WRITE = ("GET", "HEAD", "POST")


@staff(*TRAINERS)
@require_http_methods(READ_AND_WRITE)
def new_gathering_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    form = GatheringForm(request.POST or None, topics=topic_choices(actor.language))

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return "office:gathering", {"gathering": plan_gathering(by=actor, fields=form.said()).pk}

    return asked(
        request, form, act, template="office/training/form.html", heading=_("Plan a gathering"),
        button=_("Plan it"), done=_("The gathering is planned. Everybody sees it on their page."),
    )  # fmt: skip


@staff(*TRAINERS)
@require_http_methods(READ_AND_WRITE)
def change_gathering_page(request: StaffRequest, gathering: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = gathering_named(actor, gathering)
    form = GatheringForm(
        request.POST or None, initial=gathering_before(found), topics=topic_choices(actor.language)
    )  # fmt: skip

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        change_gathering(by=actor, gathering_id=found.id, fields=form.said())
        return "office:gathering", {"gathering": found.id}

    return asked(
        request, form, act, template="office/training/form.html", heading=_("Change the gathering"),
        button=_("Save"), done=_("The gathering is changed."),
    )  # fmt: skip


@staff(*LEARNERS)
@require_http_methods(READ_AND_WRITE)
def gathering_page(request: StaffRequest, gathering: uuid.UUID) -> HttpResponse:
    """For everybody what it is; for who plans, also who was there once the day has come."""
    actor = request.actor
    found = gathering_named(actor, gathering)
    if not trains(actor) or not found.is_past:
        if request.method == "POST":
            check_trains(actor)
        return render(request, "office/training/gathering.html", _words(request, found))
    people = learners(actor)
    been = [str(one.id) for one in people if _was_there(one, found)]
    form = PresentForm(
        request.POST or None, people=[(one.id, _named(one, found)) for one in people], initial={"present": been}
    )  # fmt: skip

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        note_taken(by=actor, gathering_id=found.id, present=[uuid.UUID(one) for one in given["present"]])
        return "office:gathering", {"gathering": found.id}

    return asked(
        request, form, act, template="office/training/gathering.html", **_words(request, found),
        been=len(been), done=_noted(actor, request.POST.getlist("present")),
    )  # fmt: skip


def _noted(actor: Actor, present: Sequence[str]) -> str:
    if str(actor.user_id) in present:
        return _("Written down. Your own topics wait until somebody else confirms them.")
    return _("Written down. Each of them has now taken the topics of this day.")


def _words(request: StaffRequest, found: GatheringView) -> dict[str, Any]:
    actor = request.actor
    return {"one": found, "names": topic_names(found.topics, actor.language), "may_plan": trains(actor)}


def _was_there(person: Learner, found: GatheringView) -> bool:
    """As far as a topic was taken here: who had them all before is not written down a second time."""
    taken = [person.taken[key] for key in found.topics if key in person.taken]
    return any((one.gathering, one.on) == (found.title, found.on) for one in taken)


def _named(person: Learner, found: GatheringView) -> str:
    has_all = all(key in person.taken and person.taken[key].is_done for key in found.topics)
    if not has_all or _was_there(person, found):
        return person.name
    return _("%(name)s, has the topics already") % {"name": person.name}
