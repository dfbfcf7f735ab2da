"""The caseload: everybody one works with, those who need something first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from stegvis.people.models import Role
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.words import headline, shown
from stegvis.portals.guard import StaffRequest, staff
from stegvis.questionnaires.queries.caseload import Caseload, Show, caseload

FILTERS = {
    Show.ALL: gettext_lazy("All"),
    Show.NEEDS: gettext_lazy("Need me"),
    Show.NO_PROGRESS: gettext_lazy("No progress"),
    Show.OVERDUE: gettext_lazy("Late answers"),
}


@staff(*CLINICAL)
@require_safe
def caseload_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    wanted = request.GET.get("show", "")
    show = Show(wanted) if wanted in list(Show) else Show.ALL
    is_lead = actor.has(Role.LEAD)
    whole_team = is_lead and request.GET.get("whose") == "team"
    found = caseload(actor, show=show, whole_team=whole_team)
    return render(
        request,
        "clinic/work/caseload.html",
        {
            "rows": [shown(row, actor) for row in found.rows],
            "count": found.counts[Show.ALL],
            "headline": headline(found.counts[Show.NEEDS]),
            "filters": _filters(found, show, whole_team),
            "off_track": found.off_track,
            "is_lead": is_lead,
            "whole_team": whole_team,
        },
    )


def _filters(found: Caseload, show: Show, whole_team: bool) -> list[tuple[str, str, bool]]:
    whose = "&whose=team" if whole_team else ""
    return [(f"{words} {found.counts[each]}", f"?show={each}{whose}", each is show) for each, words in FILTERS.items()]
