"""What stands in an organisation's workshop: whether a page does, and the drafts with where they are on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wagtail.models import Page, TaskState

from stegvis.library.models import Workshop
from stegvis.people.models import Actor, NotFound

# The names under which addresses of the editor carry a page, and those that carry something of a page.
PAGES = ("page_id", "parent_page_id", "page_to_move_id", "object_id")


def check_inside(workshop: Workshop, named: Mapping[str, Any]) -> None:
    """Raise NotFound unless every page and review that an address names stands in this workshop.

    Wagtail asks its own permissions too, but takes a review's number without asking whose page it is of.
    """
    pages = {int(named[key]) for key in PAGES if key in named and str(named[key]).isdigit()}
    if len(pages) < sum(key in named for key in PAGES):
        raise NotFound
    if "task_state_id" in named:
        pages.add(_page_under_review(named["task_state_id"]))
    inside = Page.objects.descendant_of(workshop.page, inclusive=True).filter(pk__in=pages)
    if pages and inside.count() != len(pages):
        raise NotFound
    if "task_state_id" in named and len(pages) > 1:
        raise NotFound


def _page_under_review(task_state_id: Any) -> int:
    found = TaskState.objects.select_related("workflow_state").filter(pk=task_state_id).first()
    if found is None:
        raise NotFound
    return int(found.workflow_state.object_id)


def wanted_languages(viewer: Actor) -> Sequence[str]:
    """What every draft of the viewer's organisation must be written in before it is published; none: no demand."""
    workshop = Workshop.objects.filter(organisation_id=viewer.organisation_id).first()
    return workshop.languages if workshop else []
