"""What surrounds every page: crisis contacts, the team, the menu. Read lazily, so a page pays for what it shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from stegvis.definitions.crisis import crisis_contacts
from stegvis.people.models import Actor
from stegvis.portals.menu import menu_of
from stegvis.safety.queries.vigil import vigil


def surroundings(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    country = actor.country if actor else "NO"
    return {
        "actor": actor,
        "team": getattr(request, "team", None),
        "crisis_contacts": SimpleLazyObject(lambda: crisis_contacts(country, get_language() or "nb")),
        **(_of_staff(request, actor) if actor and actor.user_id else {}),
    }


def _of_staff(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """The menu with the count of open alerts, and whether the worker lives: one statement, on every staff page."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    watch = SimpleLazyObject(lambda: vigil(actor))
    team = request.team  # type: ignore[attr-defined]
    menu = SimpleLazyObject(
        lambda: menu_of(actor, team.slug, here, open_alerts=watch.open_alerts, is_national=team.is_national)
    )
    return {"vigil": watch, "menu": menu}
