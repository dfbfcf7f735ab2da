"""For supervision: the courses that are not on track now, and writing down that one was taken up."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.care.queries.access import episode_of
from stegvis.definitions.trajectory import norms
from stegvis.people.models import Denied, Role
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.track import edition, said_row
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.actions.take_up import take_up
from stegvis.questionnaires.queries.trajectory import off_track


@staff(*CLINICAL)
@require_safe
def supervision_page(request: StaffRequest) -> HttpResponse:
    is_lead = request.actor.has(Role.LEAD)
    whole_team = is_lead and request.GET.get("whose") != "mine"
    rows = [said_row(row) for row in off_track(request.actor, whole_team=whole_team)]
    context = {
        "rows": rows,
        "waiting": sum(each.row.waits for each in rows),
        "editions": [edition(norm) for norm in norms()],
        "is_lead": is_lead,
        "whole_team": whole_team,
    }
    return render(request, "clinic/work/supervision.html", context)


@staff(*CLINICAL)
@require_POST
def take_up_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    try:
        take_up(by=request.actor, episode=found)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It is written down. What you agreed on stands in a note."))
    return see_other("clinic:record", team=request.team.slug, episode=episode)
