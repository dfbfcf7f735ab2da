"""Planning an event, changing it and cancelling it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.actions.plan_event import cancel_event, change_event, plan_event
from stegvis.network.queries.events import EventView, event_named
from stegvis.network.queries.networks import networks
from stegvis.notices.actions.tell_guests import tell_guests
from stegvis.people.models import Denied, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.network.event_forms import EventForm, NewEventForm, filled_in
from stegvis.portals.see_other import see_other

READ_AND_WRITE = ("GET", "HEAD", "POST")


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def new_event_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    mine = [one for one in networks(actor) if one.is_coordinated or actor.has(Role.LEAD)]
    own = [(str(one.id), one.name) for one in mine]
    if not own and not actor.has(Role.SUPPORTER, Role.LEAD):
        raise Denied(_("Only the coordinator, a clinical lead or an implementation supporter can do this."))
    # Who comes from the page of a network means that one.
    of = next((str(one.id) for one in mine if one.slug == request.GET.get("network")), "")
    initial = {"language": actor.language, "network": of}
    form = NewEventForm(request.POST or None, initial=initial, zone=actor.zone, networks=own)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        network = uuid.UUID(given["network"]) if given["network"] else None
        made = plan_event(by=actor, fields=form.wanted(slug=given["slug"], network_id=network))
        return "office:event", {"event": made.slug}

    return asked(
        request, form, act, heading=_("Plan an event"), button=_("Plan it"), done=_("The event is open for sign-up.")
    )


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def change_event_page(request: StaffRequest, event: str) -> HttpResponse:
    actor, found = request.actor, _arranged(request, event)
    form = EventForm(request.POST or None, initial=filled_in(found, actor.zone), zone=actor.zone)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        _event, told = change_event(by=actor, event_id=found.id, wanted=form.wanted(slug=found.slug))
        tell_guests(by=actor, team=request.team.slug, told=told)
        return "office:event", {"event": event}

    return asked(
        request, form, act, event=found, heading=_("Change the event"), button=_("Save"),
        lead=_("If the day, the time or the place changes, everybody who signed up gets an e-mail."),
        done=_("The event is changed."),
    )  # fmt: skip


@staff(*TAKES_PART)
@require_http_methods(READ_AND_WRITE)
def cancel_event_page(request: StaffRequest, event: str) -> HttpResponse:
    """Asks first: a cancelled event stays cancelled, and letters cannot be called back."""
    found = _arranged(request, event)
    if request.method == "POST":
        _event, told = cancel_event(by=request.actor, event_id=found.id)
        sent = len(tell_guests(by=request.actor, team=request.team.slug, told=told))
        words = ngettext(
            "The event is cancelled. %(n)s person is told.", "The event is cancelled. %(n)s people are told.", sent
        )
        messages.success(request, words % {"n": sent})
        return see_other("office:event", team=request.team.slug, event=event)
    return render(request, "office/network/cancel.html", {"event": found, "told": found.taken + found.waiting})


def _arranged(request: StaffRequest, slug: str) -> EventView:
    found = event_named(request.actor, slug)
    if not found.is_arranged:
        raise Denied(_("Only the coordinator, a clinical lead or an implementation supporter can do this."))
    return found
