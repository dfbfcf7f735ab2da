"""Today: who comes, who has answered, what waits to be written down, and who else needs somebody."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.definitions import clock
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.words import shown
from stegvis.portals.guard import StaffRequest, staff
from stegvis.questionnaires.queries.blocked import blocked_measures
from stegvis.questionnaires.queries.caseload import Show, caseload
from stegvis.questionnaires.queries.today import day_of
from stegvis.selfhelp.queries.guide import waiting_for_answer


@staff(*CLINICAL)
@require_safe
def today_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    day = day_of(actor)
    needing = [shown(row, actor) for row in caseload(actor, show=Show.NEEDS).rows]
    blocked = blocked_measures(actor)
    context = {
        "day": day,
        "needing": needing,
        "today": clock.today(actor.zone),
        "blocked": blocked,
        # A gap in the roster costs statements of its own and comes first; the menu leads to the answers all the same.
        "to_answer": 0 if blocked else waiting_for_answer(actor),
    }
    return render(request, "clinic/work/today.html", context)
