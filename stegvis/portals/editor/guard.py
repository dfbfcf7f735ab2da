"""The guard of the editor's prefix: Wagtail's pages, each named, behind a membership and a second factor.

Wagtail knows groups and no organisations. So each page is opened for one organisation, the one its visitor came
from, with the groups they have there; and what an address names must stand in that organisation's workshop.
"""

from __future__ import annotations

import functools
import uuid
from collections.abc import Sequence
from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from stegvis.library.actions.open_workshop import AUTHORING, open_workshop
from stegvis.library.models import Workshop
from stegvis.library.queries.workshop import check_inside
from stegvis.people.models import NotFound
from stegvis.people.queries.memberships import teams_of
from stegvis.portals.guard import StaffRequest, View, staff_where

# Wagtail's pages that exist here. Exact names; everything else of Wagtail's is answered with 404 (portals/guard.py).
WAGTAIL_PAGES = frozenset(
    {
        "wagtailadmin_home", "wagtailadmin_explore", "wagtailadmin_explore_results",
        "wagtailadmin_pages:add", "wagtailadmin_pages:add_subpage", "wagtailadmin_pages:edit",
        "wagtailadmin_pages:delete", "wagtailadmin_pages:set_page_position",
        "wagtailadmin_pages:history", "wagtailadmin_pages:history_results",
        "wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:revisions_revert",
        "wagtailadmin_pages:workflow_action", "wagtailadmin_pages:collect_workflow_action_data",
        "wagtailadmin_pages:confirm_workflow_cancellation",
        "wagtailadmin_pages:workflow_history", "wagtailadmin_pages:workflow_history_detail",
        "wagtailadmin_choose_page_external_link", "wagtailadmin_choose_page_anchor_link",
        "wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release",
        "wagtailadmin_dismissibles", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog",
    }
)  # fmt: skip
TEAM = "editor_team"
# Wagtail's own pages set styles from their scripts and templates; scripts stay those of our origin.
POLICY = {"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"], "frame-ancestors": [NONE]}


def team_of(request: HttpRequest) -> str:
    """The team through which the visitor came to the editor, else the first in which they write or review."""
    chosen = request.session.get(TEAM)
    if chosen:
        return str(chosen)
    roles = {str(role) for role in AUTHORING}
    mine = teams_of(uuid.UUID(str(request.user.pk)))
    found = next((team.slug for team in mine if roles & team.roles), None)
    if found is None:
        raise NotFound
    return found


class EditorRequest(StaffRequest):
    """What a page of the editor is given."""

    workshop: Workshop


def author(view: View) -> View:
    """A page of the editor. `request.workshop` is the organisation's."""

    @functools.wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        workshop = open_workshop(by=request.actor)  # type: ignore[attr-defined]
        check_inside(workshop, {**kwargs, **({"page_id": args[0]} if args else {})})
        request.workshop = workshop  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return staff_where(team_of, *AUTHORING)(inside)


def guarded(patterns: Sequence[URLPattern | URLResolver], space: str = "") -> Sequence[URLPattern | URLResolver]:
    """Wagtail's addresses, with our guard on those that are named above; the others have none and so do not exist."""
    for one in patterns:
        if isinstance(one, URLResolver):
            guarded(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        elif f"{space}{one.name}" in WAGTAIL_PAGES and not hasattr(one.callback, "guard"):
            one.callback = csp_replace(POLICY)(author(without_search(one.callback)))
    return patterns


def without_search(view: View) -> View:
    """Lists are searched with an index, and there is none: words to search for are let fall."""

    @functools.wraps(view)
    def plain(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "q" in request.GET:
            request.GET = request.GET.copy()  # type: ignore[assignment]
            del request.GET["q"]  # type: ignore[misc]
        return view(request, *args, **kwargs)

    return plain
