"""Whose desk a programme lies on: authors write until it is handed in, then each reviewer in turn, nobody else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class DeskLock(BaseLock):
    """Holds for everyone who is not the one whose turn it is."""

    def __init__(self, page: Any, task: Any) -> None:
        super().__init__(page)
        self.task = task

    def for_user(self, user: Any) -> bool:
        if self.task is not None:
            return bool(self.task.locked_for_user(self.object, user))
        return not any(name.startswith("editor ") for name in user.groups.values_list("name", flat=True))

    def get_message(self, user: Any) -> str | None:
        if not self.for_user(user):
            return None
        if self.task is None:
            return _("Only its authors write in a draft. You read it when it is handed in.")
        return _("The programme is being reviewed (%(task)s). Until then only the reviewer changes it.") % {
            "task": self.task.name
        }


class AtTheDesk:
    """A page of a programme: all of them lie on the same desk as the programme itself."""

    programme: Any

    def get_lock(self) -> DeskLock:
        return DeskLock(self, self.programme.current_workflow_task)

    def get_workflow(self) -> Any:
        """The programme is handed in whole; a module or a language of it is not."""
        return super().get_workflow() if self.programme is self else None  # type: ignore[misc]

    @property
    def has_workflow(self) -> bool:
        return self.programme is self and bool(super().has_workflow)  # type: ignore[misc]
