"""Taking a paper away from a task, such as one added by mistake. Who took it away stands in the history."""

from __future__ import annotations

import uuid

from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import Evidence, StartTask
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound


@once(StartTask)
def remove_evidence(*, by: Actor, evidence_id: uuid.UUID) -> StartTask:
    """The task it stood in. Raises NotFound."""
    team_id = check_builds(by)
    found = (
        Evidence.objects.select_related("task")
        .defer("content")
        .filter(organisation_id=by.organisation_id, pk=evidence_id, task__plan__team_id=team_id)
        .first()
    )
    if found is None:
        raise NotFound
    task: StartTask = found.task
    found.delete()
    return task
