"""Questions to the implementation supporter, read and written from both sides."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.network.actions.answer_support import answer_support
from stegvis.network.actions.ask_for_support import ask_for_support
from stegvis.network.actions.close_support import close_support
from stegvis.network.actions.start_checks import BUILDERS, SEEING
from stegvis.network.actions.take_support import take_support
from stegvis.network.queries.self_checks import shared_self_checks
from stegvis.network.queries.support import has_supporter, messages_of, request_named, requests_for
from stegvis.notices.actions.tell_support import tell_support
from stegvis.people.models import Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.network.asked import asked
from stegvis.portals.office.start_up.forms import AskForm, WordsForm
from stegvis.portals.office.start_up.words import REQUEST_STATES, tabs
from stegvis.portals.see_other import see_other


@staff(*SEEING)
@require_safe
def support_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    shown = {
        "requests": [(one, REQUEST_STATES[one.state]) for one in requests_for(actor)],
        "shared": shared_self_checks(actor),
        "is_supporter": actor.has(Role.SUPPORTER),
        "may_ask": actor.has(*BUILDERS),
        "has_supporter": has_supporter(actor),
        "filters": tabs(request, "support"),
    }
    return render(request, "office/start_up/support.html", shown)


@staff(*BUILDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_page(request: StaffRequest) -> HttpResponse:
    is_told = has_supporter(request.actor)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        made = ask_for_support(by=request.actor, **given)
        tell_support(by=request.actor, request_id=made.pk)
        return "office:support_request", {"support_request": made.pk}

    return asked(
        request, AskForm(request.POST or None), act, template="office/start_up/form.html", is_support=True,
        heading=_("Ask for support"), button=_("Send it"),
        lead="" if is_told else _("Your organisation has no implementation supporter yet. The question waits for one."),
        done=_("It is sent. The answer comes here, and you get an e-mail when there is one.")
        if is_told
        else _("It is kept here until your organisation has an implementation supporter."),
    )  # fmt: skip


@staff(*SEEING)
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: StaffRequest, support_request: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = request_named(actor, support_request)

    def act(given: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        answer_support(by=actor, request_id=found.id, **given)
        tell_support(by=actor, request_id=found.id)
        return "office:support_request", {"support_request": found.id}

    return asked(
        request, WordsForm(request.POST or None), act, template="office/start_up/request.html", one=found,
        said=messages_of(actor, found.id), state=REQUEST_STATES[found.state], is_supporter=actor.has(Role.SUPPORTER),
        done=_("It is written."),
    )  # fmt: skip


@staff(Role.SUPPORTER)
@require_POST
def take_page(request: StaffRequest, support_request: uuid.UUID) -> HttpResponse:
    take_support(by=request.actor, request_id=support_request)
    tell_support(by=request.actor, request_id=support_request)
    messages.success(request, _("You have taken it. The team sees that."))
    return see_other("office:support_request", team=request.team.slug, support_request=support_request)


@staff(*SEEING)
@require_POST
def close_page(request: StaffRequest, support_request: uuid.UUID) -> HttpResponse:
    close_support(by=request.actor, request_id=support_request)
    tell_support(by=request.actor, request_id=support_request)
    messages.success(request, _("The request is closed."))
    return see_other("office:support", team=request.team.slug)
