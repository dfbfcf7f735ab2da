"""Moving a course on by one button: to follow-up, back to treatment, open again."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stegvis.care.actions.follow_up import follow_up, resume_treatment
from stegvis.care.actions.reopen import reopen
from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.people.models import Denied
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_POST
def follow_up_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    return _moved(request, episode, follow_up, _("The treatment has ended, and the course goes on as follow-up."))


@staff(*CLINICAL)
@require_POST
def resume_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    return _moved(request, episode, resume_treatment, _("The treatment is taken up again."))


@staff(*CLINICAL)
@require_POST
def reopen_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    return _moved(request, episode, reopen, _("The course is open again."))


def _moved(request: StaffRequest, episode: uuid.UUID, action: Callable[..., Episode], told: str) -> HttpResponse:
    found = episode_of(request.actor, episode)
    try:
        action(by=request.actor, episode=found)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, told)
    return see_other("clinic:record", team=request.team.slug, episode=episode)
