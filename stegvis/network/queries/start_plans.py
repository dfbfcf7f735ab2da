"""A team's plan as it is read: what is next, how far it has come, each task with the kit's words and its papers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from stegvis.definitions.kit import READ_IN, Source, phases, said, tasks
from stegvis.network.actions.start_checks import BUILDERS, in_team, sees
from stegvis.network.models import Evidence, StartPlan, StartTask
from stegvis.people.models import Actor, NotFound

_ORDER = {key: place for place, key in enumerate(tasks())}
_FINAL = (StartTask.State.DONE, StartTask.State.NOT_FOR_US)


@dataclass(frozen=True)
class TaskView:
    """`language` is the one its words are in; empty where the team wrote them. `due_on` is its own day or the usual."""

    id: uuid.UUID
    key: str
    phase: str
    language: str
    title: str
    why: str
    shown: str
    is_decision: bool
    is_grant: bool
    templates: tuple[str, ...]
    source: Source | None
    state: str
    due_on: date | None
    own_due_on: date | None
    who: str
    note: str
    amount: int | None
    done_on: date | None
    papers: int
    changed_at: datetime | None
    changed_by: str

    @property
    def is_open(self) -> bool:
        return self.state not in _FINAL


@dataclass(frozen=True)
class PhaseView:
    name: str
    language: str
    tasks: tuple[TaskView, ...]

    @property
    def done(self) -> int:
        return sum(not task.is_open for task in self.tasks)


@dataclass(frozen=True)
class NewTaskView:
    """A task of the kit that is not in the plan yet."""

    language: str
    title: str
    why: str


@dataclass(frozen=True)
class PlanView:
    """`next` are the open tasks, the earliest first; `new` what the kit has got since, and the plan has not."""

    begun_on: date
    opens_on: date | None
    opened_on: date | None
    phases: tuple[PhaseView, ...]
    own: tuple[TaskView, ...]
    next: tuple[TaskView, ...]
    done: int
    total: int
    granted: int  # whole kroner of all grants that are done
    new: tuple[NewTaskView, ...]


@dataclass(frozen=True)
class PaperView:
    """A paper that shows that a task is done; the content is read by `evidence` alone."""

    id: uuid.UUID
    title: str
    type: str
    added_by: str
    added_at: datetime


def plan_of(viewer: Actor) -> PlanView | None:
    """The plan of the viewer's team, or None where it has not begun. Raises NotFound for who may not see it."""
    if not sees(viewer):
        raise NotFound
    plan = StartPlan.objects.filter(organisation_id=viewer.organisation_id, team_id=in_team(viewer)).first()
    if plan is None:
        return None
    language = READ_IN[viewer.language]
    seen = sorted((_view(viewer, row, plan) for row in _tasks(viewer).filter(plan=plan)), key=_place)
    found = tuple(
        PhaseView(phase.names[language], language, tuple(one for one in seen if one.phase == phase.key))
        for phase in phases()
    )
    coming = [one for one in seen if one.is_open]
    return PlanView(
        begun_on=plan.begun_on,
        opens_on=plan.opens_on,
        opened_on=plan.opened_on,
        phases=found,
        own=tuple(one for one in seen if not one.phase),
        next=tuple(sorted(coming, key=lambda one: (one.due_on or date.max, _place(one)))),
        done=len(seen) - len(coming),
        total=len(seen),
        granted=sum(one.amount or 0 for one in seen if one.state == StartTask.State.DONE),
        new=_new(viewer, {one.key for one in seen}),
    )


def task_of(viewer: Actor, task_id: uuid.UUID) -> TaskView:
    """Raises NotFound, also for a task of another team."""
    row = _tasks(viewer).filter(pk=task_id, plan__team_id=in_team(viewer)).first()
    if row is None or not sees(viewer):
        raise NotFound
    return _view(viewer, row, row.plan)


def papers_of(viewer: Actor, task_id: uuid.UUID) -> list[PaperView]:
    """What was added to a task, the newest last."""
    return [
        PaperView(row.pk, row.title, row.type, row.added_by.name, row.added_at)
        for row in _evidence(viewer).filter(task_id=task_id).defer("content").order_by("added_at")
    ]


def evidence(viewer: Actor, evidence_id: uuid.UUID) -> Evidence:
    """With its content. Raises NotFound."""
    found = _evidence(viewer).filter(pk=evidence_id).first()
    if found is None or not sees(viewer):
        raise NotFound
    return found


def builds(viewer: Actor) -> bool:
    """Whether the viewer may change what is on the pages, or reads them as a supporter."""
    return viewer.has(*BUILDERS)


def _new(viewer: Actor, known: set[str]) -> tuple[NewTaskView, ...]:
    found = [said(task.texts, viewer.language) for key, task in tasks().items() if key not in known]
    return tuple(NewTaskView(READ_IN[viewer.language], words["title"], words["why"]) for words in found)


def _evidence(viewer: Actor) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(organisation_id=viewer.organisation_id, task__plan__team_id=in_team(viewer))
    return rows.select_related("added_by")


def _tasks(viewer: Actor) -> QuerySet[StartTask]:
    rows = StartTask.objects.filter(organisation_id=viewer.organisation_id)
    return rows.select_related("plan", "changed_by").annotate(papers=Count("evidence"))


def _place(task: TaskView) -> tuple[int, str, str]:
    return _ORDER.get(task.key, len(_ORDER)), task.title, str(task.id)


def _view(viewer: Actor, row: StartTask, plan: StartPlan) -> TaskView:
    # A task that a later edition of the kit no longer has keeps what the team wrote, under its key.
    task = tasks().get(row.key)
    words = said(task.texts, viewer.language) if task else {}
    opening = plan.opened_on or plan.opens_on
    usual = task.usual_day(opening, plan.begun_on) if task and opening else None
    return TaskView(
        id=row.pk,
        key=row.key,
        phase=task.phase if task else "",
        language=READ_IN[viewer.language] if task else "",
        title=words.get("title", row.title or row.key),
        why=words.get("why", ""),
        shown=words.get("shown", ""),
        is_decision=bool(task and task.is_decision),
        is_grant=bool(task and task.is_grant),
        templates=task.templates if task else (),
        source=task.source if task else None,
        state=row.state,
        due_on=row.due_on or usual,
        own_due_on=row.due_on,
        who=row.who,
        note=row.note,
        amount=row.amount,
        done_on=row.done_on,
        papers=row.papers,  # type: ignore[attr-defined]
        changed_at=row.changed_at,
        changed_by=row.changed_by.name if row.changed_by else "",
    )
