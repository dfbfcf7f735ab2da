"""Whose desk a draft lies on: authors write until it is handed in, then each reviewer in turn, nobody else."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock
from wagtail.models import PagePermissionTester


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
        return _("It is being reviewed (%(task)s). Until then only the reviewer changes it.") % {"task": self.task.name}


class DeskRights(PagePermissionTester):
    """What changes the tree is held back by the same lock as what changes a page."""

    def _is_mine_now(self) -> bool:
        lock = self.page.specific.get_lock()
        return lock is None or not lock.for_user(self.user)

    def can_add_subpage(self) -> bool:
        return bool(super().can_add_subpage()) and self._is_mine_now()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk)) and self._is_mine_now()

    def can_reorder_children(self) -> bool:
        """Wagtail asks for the right to publish; here the order of modules is part of the draft."""
        return self.can_add_subpage()


class AtTheDesk:
    """A page of a draft: all of them lie on the same desk as the draft as a whole (`whole`)."""

    whole: Any
    pk: Any

    def get_lock(self) -> DeskLock | None:
        """None for a page that is being added: its parent says whether it may be."""
        return DeskLock(self, self.whole.current_workflow_task) if self.pk else None

    def get_workflow(self) -> Any:
        """A draft is handed in whole; a module or a language of it is not."""
        return super().get_workflow() if self._is_whole else None  # type: ignore[misc]

    @property
    def has_workflow(self) -> bool:
        return self._is_whole and bool(super().has_workflow)  # type: ignore[misc]

    @property
    def _is_whole(self) -> bool:
        return bool(self.pk) and self.whole is self

    def permissions_for_user(self, user: Any) -> DeskRights:
        return DeskRights(user, self)
