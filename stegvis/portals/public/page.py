"""What the public pages have in common: the menu, and where the word mark leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stegvis.portals.menu import Entry


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """Render a public page with its menu; `request.team` is there on the pages of one team."""
    team = getattr(request, "team", None)
    home = reverse("public:team", kwargs={"team": team.slug}) if team else reverse("public:teams")
    return render(request, f"public/{template}", {"menu": _menu(request, home), "home": home, **context})


def _menu(request: HttpRequest, home: str) -> list[Entry]:
    team = getattr(request, "team", None)
    here = request.path
    entries = [(_("Get help"), home)]
    if team:
        entries.append((_("Is this for me?"), reverse("public:for_me", kwargs={"team": team.slug})))
        library = reverse("public:learn", kwargs={"team": team.slug})
        entries.append((_("Learn"), library))
        # Every page of the library lies below its front page.
        here = library if here.startswith(library) else here
    entries.append((_("Log in"), reverse("public:log_in")))
    return [Entry(label, url, current=url == here) for label, url in entries]
