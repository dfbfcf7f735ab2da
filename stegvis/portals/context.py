"""What surrounds every page: crisis contacts, the team, the menu. Read lazily, so a page pays for what it shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from stegvis.definitions.crisis import crisis_contacts


def surroundings(request: HttpRequest) -> dict[str, Any]:
    actor = getattr(request, "actor", None)
    country = actor.country if actor else "NO"
    return {
        "actor": actor,
        "team": getattr(request, "team", None),
        "crisis_contacts": SimpleLazyObject(lambda: crisis_contacts(country, get_language() or "nb")),
    }
