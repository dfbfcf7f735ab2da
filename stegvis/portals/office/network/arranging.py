"""An event for those who take part, and for those who arrange it: who signed up, who came, what was shown."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.definitions import clock
from stegvis.network.actions.add_material import add_material
from stegvis.network.actions.check_file import LARGEST
from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.actions.mark_attended import mark_attended
from stegvis.network.queries.events import (
    counted_as,
    event_named,
    guests_of,
    material_of,
)
from stegvis.people.models import Denied
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.network_words import CAME_AS, LICENCE_WORDS, STATES
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.network.forms import MaterialForm
from stegvis.portals.see_other import see_other


@staff(*TAKES_PART)
@require_http_methods(["GET", "HEAD"])
def event_page(request: StaffRequest, event: str) -> HttpResponse:
    actor = request.actor
    found = event_named(actor, event)
    guests = guests_of(actor, found) if found.is_arranged else []
    shown = {
        "event": found,
        "guests": [(one, STATES[one.state], CAME_AS[one.comes_as]) for one in guests],
        "counted": [(CAME_AS[kind], number) for kind, number in counted_as(guests).items()],
        "material": [(one, LICENCE_WORDS[one.licence]) for one in material_of(actor, found.id)],
        "has_begun": found.starts_at <= clock.now() and not found.is_cancelled,
        "is_marked": any(one.attended is not None for one in guests),
    }
    return render(request, "office/network/event.html", shown)


@staff(*TAKES_PART)
@require_POST
def attendance_page(request: StaffRequest, event: str) -> HttpResponse:
    found = event_named(request.actor, event)
    came = {read for given in request.POST.getlist("came") if (read := _uuid(given))}
    mark_attended(by=request.actor, event_id=found.id, came=came)
    messages.success(request, _("It is written down who came."))
    return see_other("office:event", team=request.team.slug, event=event)


@staff(*TAKES_PART)
@require_http_methods(["GET", "HEAD", "POST"])
def add_material_page(request: StaffRequest, event: str) -> HttpResponse:
    found = event_named(request.actor, event)
    if not found.is_arranged:
        raise Denied(_("Only the coordinator, a clinical lead or an implementation supporter can do this."))

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        content = given.pop("file").read(LARGEST + 1)
        add_material(by=request.actor, event_id=found.id, content=content, **given)
        return "office:event", {"event": event}

    return asked(
        request, MaterialForm(request.POST or None, request.FILES or None), act, event=found,
        heading=_("Add what was shown"), button=_("Add it"), done=_("It stands on the page of the event."),
    )  # fmt: skip


def _uuid(text: str) -> uuid.UUID | None:
    """What a tick sends; anything else is nobody."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
