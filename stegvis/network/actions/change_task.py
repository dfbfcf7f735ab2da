"""Writing down how a task stands: its state, day, who does it, a note, the amount of a grant."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_fits, check_names_nobody
from stegvis.network.actions.start_checks import own_task
from stegvis.network.models import StartTask
from stegvis.people.actions.once import once
from stegvis.people.models import Actor

LONGEST = {"who": 100, "note": 4000}  # characters


@dataclass(frozen=True)
class TaskFields:
    """`due_on` None: the usual day before the opening. `amount`: whole kroner."""

    state: str
    due_on: date | None = None
    who: str = ""
    note: str = ""
    amount: int | None = None


@once(StartTask)
def change_task(*, by: Actor, task_id: uuid.UUID, fields: TaskFields) -> StartTask:
    """The task of the actor's own team. Raises NotFound, and Denied with a sentence; then nothing is stored."""
    task = own_task(by, task_id)
    check_names_nobody(fields.who, fields.note)
    check_fits(LONGEST, who=fields.who, note=fields.note)
    task.state = StartTask.State(fields.state)
    task.due_on, task.who, task.note = fields.due_on, fields.who.strip(), fields.note.strip()
    task.amount = fields.amount
    if task.state != StartTask.State.DONE:
        task.done_on = None
    elif task.done_on is None:
        task.done_on = clock.today(by.zone)
    task.changed_by_id, task.changed_at = by.as_user, clock.now()
    task.save()
    return task
