"""Supervision groups across teams: their year, who was there, and writing down a meeting."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.definitions.curriculum import supervision_year as advised
from stegvis.network.actions.form_group import end_group, form_group
from stegvis.network.actions.hold_meeting import hold_meeting
from stegvis.network.actions.join_group import join_group, leave_group
from stegvis.network.actions.training_checks import LEARNERS, TRAINERS, trains
from stegvis.network.queries.supervision import (
    GroupView,
    colleagues,
    group_named,
    supervision_groups,
    supervision_people,
    supervision_year,
)
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.training.forms import GroupForm, JoinForm, MeetingForm
from stegvis.portals.office.training.words import tabs
from stegvis.portals.see_other import see_other

READ_AND_WRITE = ("GET", "HEAD", "POST")
FORM = "office/training/form.html"


@staff(*LEARNERS)
@require_safe
def groups_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    shown = {
        "groups": supervision_groups(actor),
        "may_form": trains(actor),
        "advised": advised(),
        "filters": tabs(request, "supervision_groups"),
    }
    return render(request, "office/training/groups.html", shown)


@staff(*TRAINERS)
@require_http_methods(READ_AND_WRITE)
def new_group_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    form = GroupForm(request.POST or None, people=colleagues(actor))

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        leader = uuid.UUID(given["leader"]) if given["leader"] else None
        made = form_group(by=actor, name=given["name"], leader_id=leader, leader_name=given["leader_name"])
        return "office:supervision_group", {"supervision_group": made.pk}

    return asked(
        request, form, act, template=FORM, is_supervision=True, heading=_("Form a supervision group"),
        button=_("Form it"), done=_("The group is formed. Now say who belongs to it."),
    )  # fmt: skip


@staff(*LEARNERS)
@require_safe
def group_page(request: StaffRequest, supervision_group: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = _group(request, supervision_group)
    this = clock.today(actor.zone).year
    asked_for = request.GET.get("year", "")
    year = int(asked_for) if asked_for in {str(this - 1), str(this)} else this
    shown = {
        "group": found,
        "of_year": supervision_year(actor, group_id=found.id, year=year),
        "advised": advised(),
        "is_over": year < this,
        "filters": [(str(one), f"?year={one}", one == year) for one in (this - 1, this)],
    }
    return render(request, "office/training/group.html", shown)


@staff(*LEARNERS)
@require_http_methods(READ_AND_WRITE)
def meeting_page(request: StaffRequest, supervision_group: uuid.UUID) -> HttpResponse:
    actor, found = request.actor, _group(request, supervision_group)
    form = MeetingForm(request.POST or None, people=supervision_people(actor, group_id=found.id))

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        hold_meeting(
            by=actor, group_id=found.id, on=given["on"], is_digital=given["where"] == "screen",
            present=[uuid.UUID(one) for one in given["present"]], theme=given["theme"],
        )  # fmt: skip
        return "office:supervision_group", {"supervision_group": found.id}

    return asked(
        request, form, act, template=FORM, group=found, heading=_("Write down a meeting"), button=_("Save"),
        done=_("The meeting is written down."),
    )  # fmt: skip


@staff(*LEARNERS)
@require_http_methods(READ_AND_WRITE)
def join_page(request: StaffRequest, supervision_group: uuid.UUID) -> HttpResponse:
    actor, found = request.actor, _group(request, supervision_group)
    form = JoinForm(request.POST or None, people=colleagues(actor))

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        join_group(by=actor, group_id=found.id, staff_id=uuid.UUID(given["staff"]))
        return "office:supervision_group", {"supervision_group": found.id}

    return asked(
        request, form, act, template=FORM, group=found, heading=_("Add somebody to the group"), button=_("Add"),
        done=_("The group has one more."),
    )  # fmt: skip


@staff(*LEARNERS)
@require_POST
def leave_page(request: StaffRequest, supervision_group: uuid.UUID, learner: uuid.UUID) -> HttpResponse:
    leave_group(by=request.actor, group_id=supervision_group, staff_id=learner)
    messages.success(request, _("Today is the last day in the group. What was before stays."))
    return see_other("office:supervision_groups", team=request.team.slug)


@staff(*LEARNERS)
@require_http_methods(READ_AND_WRITE)
def end_page(request: StaffRequest, supervision_group: uuid.UUID) -> HttpResponse:
    """Asks first: a group that has ended is not opened again."""
    found = _group(request, supervision_group)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        end_group(by=request.actor, group_id=found.id)
        return "office:supervision_groups", {}

    return asked(
        request, forms.Form(request.POST or None), act, template=FORM, group=found, heading=_("End the group"),
        lead=_("It ends for everybody in it and is not opened again. What was held stays."),
        button=_("End the group"), done=_("The group has ended. What was held stays."),
    )  # fmt: skip


def _group(request: StaffRequest, group_id: uuid.UUID) -> GroupView:
    return group_named(request.actor, group_id)
