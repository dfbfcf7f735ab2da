"""Adding a paper that shows that a task is done."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.check_file import checked_file
from stegvis.network.actions.checks import check_names_nobody
from stegvis.network.actions.start_checks import own_task
from stegvis.network.models import Evidence
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied

# As many papers as anybody reads; without a limit one form sent again and again would fill the disk.
MOST = 20


@once(Evidence)
def add_evidence(*, by: Actor, task_id: uuid.UUID, title: str, content: bytes) -> Evidence:
    """A PDF, PNG or JPEG by its first bytes. Raises NotFound, and Denied with a sentence; then nothing is stored."""
    task = own_task(by, task_id)
    check_names_nobody(title)
    if not title.strip():
        raise Denied(_("Write what the paper shows."))
    if Evidence.objects.filter(organisation_id=by.organisation_id, task=task).count() >= MOST:
        raise Denied(_("This task has 20 papers. Take one away before you add another."))
    checked = checked_file(content)
    return Evidence.objects.create(
        organisation_id=by.organisation_id, task=task, title=title.strip(), type=checked.type,
        content=checked.content, added_by_id=by.as_user, added_at=clock.now(),
    )  # fmt: skip
