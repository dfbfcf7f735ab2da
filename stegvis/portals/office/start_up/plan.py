"""A team's plan: what is next, how far it has come, each task and the papers that show that it is done."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.definitions.kit import template_language, templates
from stegvis.network.actions.add_evidence import add_evidence
from stegvis.network.actions.add_task import add_task
from stegvis.network.actions.begin_plan import begin_plan
from stegvis.network.actions.change_plan import change_plan
from stegvis.network.actions.change_task import TaskFields, change_task
from stegvis.network.actions.check_file import LARGEST
from stegvis.network.actions.remove_evidence import remove_evidence
from stegvis.network.actions.start_checks import BUILDERS, SEEING
from stegvis.network.actions.take_in_tasks import take_in_tasks
from stegvis.network.queries.start_plans import TaskView, builds, evidence, papers_of, plan_of, task_of
from stegvis.network.queries.support import requests_for
from stegvis.people.models import NotFound, Role
from stegvis.portals.attachment import attached
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.start_up.forms import ChangePlanForm, EvidenceForm, NewTaskForm, PlanForm, TaskForm
from stegvis.portals.office.start_up.words import REQUEST_STATES, TASK_STATES, tabs
from stegvis.portals.see_other import see_other

FORM = "office/start_up/form.html"
READ_AND_WRITE = ("GET", "HEAD", "POST")
NEXT = 3


@staff(*SEEING)
@require_safe
def our_team_page(request: StaffRequest) -> HttpResponse:
    actor, today = request.actor, clock.today(request.team.zone)
    plan = plan_of(actor)
    asked_for = requests_for(actor, only_waiting=True, most=10) if actor.has(Role.SUPPORTER) else []
    shown: dict[str, Any] = {
        "plan": plan,
        "filters": tabs(request, "our_team"),
        "may_change": builds(actor),
        "is_supporter": actor.has(Role.SUPPORTER),
        "requests": [(one, REQUEST_STATES[one.state]) for one in asked_for],
        "today": today,
        "form": PlanForm(),
    }
    if plan is not None:
        shown |= {
            "next": [(one, TASK_STATES[one.state]) for one in plan.next[:NEXT]],
            "phases": [
                (
                    each,
                    [(one, TASK_STATES[one.state]) for one in each.tasks],
                    bool(plan.next) and plan.next[0] in each.tasks,
                )
                for each in plan.phases
            ],
            "own": [(one, TASK_STATES[one.state]) for one in plan.own],
            "days_left": (plan.opens_on - today).days if plan.opens_on and not plan.opened_on else None,
        }
    return render(request, "office/start_up/plan.html", shown)


@staff(*BUILDERS)
@require_http_methods(READ_AND_WRITE)
def begin_plan_page(request: StaffRequest) -> HttpResponse:
    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        begin_plan(by=request.actor, **given)
        return "office:our_team", {}

    return asked(
        request, PlanForm(request.POST or None), act, template=FORM,
        heading=_("Begin the plan"), button=_("Begin the plan"), done=_("The plan has begun."),
    )  # fmt: skip


@staff(*BUILDERS)
@require_http_methods(READ_AND_WRITE)
def change_plan_page(request: StaffRequest) -> HttpResponse:
    plan = plan_of(request.actor)
    if plan is None:
        raise NotFound

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        change_plan(by=request.actor, **given)
        return "office:our_team", {}

    form = ChangePlanForm(request.POST or None, initial={"opens_on": plan.opens_on, "opened_on": plan.opened_on})
    return asked(
        request, form, act, template=FORM,
        heading=_("The opening day"), button=_("Save"), done=_("The opening day is changed."),
    )  # fmt: skip


@staff(*BUILDERS)
@require_POST
def take_in_tasks_page(request: StaffRequest) -> HttpResponse:
    take_in_tasks(by=request.actor)
    messages.success(request, _("The new tasks stand in the plan. What was there is as it was."))
    return see_other("office:our_team", team=request.team.slug)


@staff(*BUILDERS)
@require_http_methods(READ_AND_WRITE)
def add_task_page(request: StaffRequest) -> HttpResponse:
    if plan_of(request.actor) is None:
        raise NotFound

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        add_task(by=request.actor, **given)
        return "office:our_team", {}

    return asked(
        request, NewTaskForm(request.POST or None), act, template=FORM,
        heading=_("A task of your own"), button=_("Add the task"), done=_("The task stands in the plan."),
    )  # fmt: skip


@staff(*SEEING)
@require_http_methods(READ_AND_WRITE)
def task_page(request: StaffRequest, start_task: uuid.UUID) -> HttpResponse:
    actor = request.actor
    task = task_of(actor, start_task)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        change_task(by=actor, task_id=task.id, fields=TaskFields(**given))
        return "office:start_task", {"start_task": task.id}

    language = template_language(actor.language, actor.country)
    return asked(
        request, _task_form(request, task), act, template="office/start_up/task.html", task=task,
        papers=papers_of(actor, task.id), may_change=builds(actor), state=TASK_STATES[task.state],
        to_copy=[(key, templates()[key].title(language), language) for key in task.templates],
        done=_("Saved."),
    )  # fmt: skip


def _task_form(request: StaffRequest, task: TaskView) -> TaskForm:
    usual = task.due_on if task.own_due_on is None else None
    hint = _("Usually by %(day)s. Leave it empty to keep that.") % {"day": date_format(usual)} if usual else ""
    initial = {"state": task.state, "due_on": task.own_due_on, "who": task.who, "note": task.note,
               "amount": task.amount}  # fmt: skip
    return TaskForm(request.POST or None, initial=initial, is_grant=task.is_grant, due_hint=hint)


@staff(*BUILDERS)
@require_http_methods(READ_AND_WRITE)
def add_evidence_page(request: StaffRequest, start_task: uuid.UUID) -> HttpResponse:
    task = task_of(request.actor, start_task)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        content = given.pop("file").read(LARGEST + 1)
        add_evidence(by=request.actor, task_id=task.id, content=content, **given)
        return "office:start_task", {"start_task": task.id}

    return asked(
        request, EvidenceForm(request.POST or None, request.FILES or None), act, template=FORM, task=task,
        heading=_("Add a paper"), lead=_("No paper about a client belongs here."), button=_("Add it"),
        done=_("The paper is added."),
    )  # fmt: skip


@staff(*SEEING)
@require_safe
def evidence_file(request: StaffRequest, evidence_paper: uuid.UUID) -> HttpResponse:
    found = evidence(request.actor, evidence_paper)
    return attached(found.content, found.type, found.title)


@staff(*BUILDERS)
@require_POST
def remove_evidence_page(request: StaffRequest, evidence_paper: uuid.UUID) -> HttpResponse:
    task = remove_evidence(by=request.actor, evidence_id=evidence_paper)
    messages.success(request, _("The paper is taken away."))
    return see_other("office:start_task", team=request.team.slug, start_task=task.pk)
