"""Signing up for an event as somebody who is logged in: name and address are known. Closed events are joined so too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.network.actions.checks import TAKES_PART
from stegvis.network.actions.sign_up import Guest, SignedUp, sign_up
from stegvis.network.queries.events import event_named
from stegvis.notices.actions.tell_guests import tell_guests
from stegvis.people.models import Denied, User
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.event_forms import JoinEventForm
from stegvis.portals.see_other import see_other


@staff(*TAKES_PART)
@require_http_methods(["GET", "HEAD", "POST"])
def join_event_page(request: StaffRequest, event: str) -> HttpResponse:
    found = event_named(request.actor, event)
    if not found.is_open:
        raise Denied(_("Sign-up is closed."))
    form = JoinEventForm(request.POST or None)
    if form.is_valid():
        try:
            given = sign_up(by=request.actor, event_id=found.id, guest=_guest(request, form.cleaned_data))
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            tell_guests(by=request.actor, team=request.team.slug, told=given.told)
            messages.success(request, _said(given))
            return see_other("office:event", team=request.team.slug, event=event)
    button = _("Join the waiting list") if found.is_full else _("Sign up")
    shown = {"form": form, "event": found, "heading": button, "button": button,
             "lead": _("Your name and your e-mail address come from your account.")}  # fmt: skip
    return render(request, "office/network/form.html", shown, status=422 if form.errors else 200)


def _guest(request: StaffRequest, given: dict[str, Any]) -> Guest:
    user = request.user
    assert isinstance(user, User)
    return Guest(name=user.name, email=user.email, comes_as=given["comes_as"], needs=given["needs"])


def _said(given: SignedUp) -> str:
    """It is the reader's own address, so the page may say what the letter says."""
    number = given.told[0].number if given.told else given.number
    if number:
        return _("You are number %(number)s on the waiting list. The e-mail has the link by which you leave it.") % {
            "number": number
        }
    return _("You have a seat. The e-mail has the link by which you give it back.")
