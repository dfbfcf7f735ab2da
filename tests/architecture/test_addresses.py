"""Addresses: each view declares its guard, and a portal holds only guards of its kind. Unnamed is 404."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

KINDS = {
    "": {"open", "public", "ballot"},
    "me/": {"client"},
    "clinic/": {"staff"},
    "office/": {"staff"},
    "editor/": {"staff"},
    "demo/": {"open"},
}


def addresses(patterns: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every (route, view name, view) of the product."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from addresses(one.url_patterns, route, inner)
        elif isinstance(one, URLPattern):
            yield route, f"{space}{one.name}", one.callback


def test_every_address_declares_a_guard_or_is_named() -> None:
    """django-allauth's pages have no guard of ours; those that are not named exactly are answered with 404.

    So are Wagtail's that the editor does not name (tests/portals/test_editor_doors.py).
    """
    bare = [
        (route, view_name)
        for route, view_name, view in addresses()
        if not hasattr(view, "guard") and not route.startswith(("account/", "editor/"))
    ]
    assert bare == []


def test_a_portal_holds_only_guards_of_its_kind() -> None:
    wrong = []
    for route, view_name, view in addresses():
        if route.startswith("account/") or (route.startswith("editor/") and not hasattr(view, "guard")):
            continue
        if view_name == "client:exit":
            continue  # the way out works for anybody, also when the session has ended
        portal = next((prefix for prefix in KINDS if prefix and route.startswith(prefix)), "")
        if view.guard.kind not in KINDS[portal]:
            wrong.append((route, view_name, view.guard.kind))
    assert wrong == []


def test_staff_pages_with_a_team_name_their_roles() -> None:
    open_ended = [
        route
        for route, _, view in addresses()
        if route.startswith(("clinic/", "office/")) and "team" in route.split("/")[1] and not view.guard.roles
    ]
    assert open_ended == []
