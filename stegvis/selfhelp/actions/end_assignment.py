"""Ending a programme for a client: nothing new opens and nobody is reminded; what is written stays."""

from __future__ import annotations

from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor
from stegvis.selfhelp.actions.arrange import check_can_arrange, held_modules
from stegvis.selfhelp.models import Assignment


@once(Assignment)
def end_assignment(*, by: Actor, assignment: Assignment) -> Assignment:
    """End it; whatever waited for an answer waits no longer. Raises NotFound and Denied."""
    check_can_arrange(by, assignment)
    for module in held_modules(by, assignment):
        if module.reply_due_on is not None:
            module.reply_due_on = None
            module.save(update_fields=["reply_due_on"])
    assignment.ended_at = clock.now()
    assignment.save(update_fields=["ended_at"])
    return assignment
