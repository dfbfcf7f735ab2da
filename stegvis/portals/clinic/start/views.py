"""The first page after log-in: the teams somebody works in. With one team and one place to go it goes there."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stegvis.people.models import Role
from stegvis.people.queries.memberships import TeamOfMine, teams_of
from stegvis.portals.guard import signed_in_staff

FIRST_PAGE = (
    (Role.THERAPIST, "clinic:today"),
    (Role.LEAD, "clinic:today"),
    (Role.COORDINATOR, "clinic:intake"),
    (Role.MANAGER, "office:results"),
    (Role.ADMINISTRATOR, "office:team"),
    (Role.EDITOR, "editor_come_in"),
    (Role.LANGUAGE_REVIEWER, "editor_come_in"),
    (Role.USER_REPRESENTATIVE, "editor_come_in"),
    (Role.SUPPORTER, "office:networks"),
    (Role.NETWORK_MEMBER, "office:networks"),
)


@signed_in_staff
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    mine = teams_of(UUID(str(request.user.pk)))
    doors = [(team, first_page(team)) for team in mine]
    open_doors = [url for _, url in doors if url]
    if len(open_doors) == 1:
        return redirect(open_doors[0])
    return render(request, "clinic/start/start.html", {"doors": doors, "viewer_line": str(request.user)})


def first_page(team: TeamOfMine) -> str:
    """The page this member's work begins on; empty for roles whose pages are not built yet."""
    if team.is_national and {Role.MANAGER, Role.ADMINISTRATOR} & team.roles:
        return reverse("office:nation", kwargs={"team": team.slug})
    name = next((name for role, name in FIRST_PAGE if role in team.roles), "")
    return reverse(name, kwargs={"team": team.slug}) if name else ""
