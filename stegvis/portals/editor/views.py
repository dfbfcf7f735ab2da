"""The way into the editor."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from stegvis.library.actions.open_workshop import AUTHORING
from stegvis.portals.editor.guard import TEAM
from stegvis.portals.guard import StaffRequest, staff


@staff(*AUTHORING)
@require_safe
def come_in(request: StaffRequest) -> HttpResponse:
    """From a team's menu: what is written from here on belongs to the team's organisation."""
    request.session[TEAM] = request.team.slug
    return redirect("wagtailadmin_home")
