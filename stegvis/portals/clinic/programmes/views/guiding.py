"""What waits for the guide: answers, others' answers that are late, clients who may be falling off."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.people.models import Denied
from stegvis.portals.clinic.programmes.roles import CLINICAL
from stegvis.portals.clinic.programmes.words import reach_words
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.settle_outreach import settle_outreach
from stegvis.selfhelp.queries.guide import guiding
from stegvis.selfhelp.queries.windows import waiting_windows


@staff(*CLINICAL)
@require_safe
def guiding_page(request: StaffRequest) -> HttpResponse:
    found = guiding(request.actor)
    context = {
        "own": found.own,
        "cover": found.cover,
        "windows": waiting_windows(request.actor),
        "reach": [(one, reach_words(one)) for one in found.reach],
    }
    return render(request, "clinic/programmes/guiding.html", context)


@staff(*CLINICAL)
@require_POST
def settle_page(request: StaffRequest, outreach: uuid.UUID) -> HttpResponse:
    try:
        settle_outreach(by=request.actor, outreach_id=outreach)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It is written down that you have taken care of it."))
    return see_other("clinic:guiding", team=request.team.slug)
