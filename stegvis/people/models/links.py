"""Links between tables with person data: Django's field without its own constraint, which is a composite one."""

from __future__ import annotations

from typing import Any

from django.db import models


def link(to: str, related_name: str = "+", **options: Any) -> Any:
    """A foreign key whose database constraint is `people.constraints.CompositeFK`."""
    return models.ForeignKey(to, on_delete=models.PROTECT, db_constraint=False, related_name=related_name, **options)


def staff_link(related_name: str = "+", **options: Any) -> Any:
    """A member of staff; users are in no organisation, so the key is an ordinary one."""
    return models.ForeignKey(
        "people.User", on_delete=models.PROTECT, related_name=related_name, db_index=False, **options
    )
