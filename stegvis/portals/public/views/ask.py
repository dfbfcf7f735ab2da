"""Asking for help: four short steps, a page to look it over, and what happens next. None is kept by a browser."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.actions.refer import refer
from stegvis.care.actions.save_draft import save_draft
from stegvis.care.queries.drafts import DraftView, spaced, was_sent
from stegvis.care.queries.waiting import public_wait
from stegvis.definitions import clock
from stegvis.definitions.crisis import contacts_for_the_young
from stegvis.definitions.registration import Source
from stegvis.portals.guard import public
from stegvis.portals.public import asking
from stegvis.portals.public.page import page
from stegvis.portals.public.summary import section
from stegvis.portals.referral_form import Part, asked_for_help
from stegvis.portals.referral_form.person import AboutThePerson
from stegvis.portals.see_other import see_other

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@public
@require_safe
def start(request: Any) -> HttpResponse:
    draft = asking.draft_at(request)
    return page(request, "ask/start.html", draft=draft, wait=public_wait(request.team))


@never_cache
@public
@read_or_send
def step(request: Any, number: int) -> HttpResponse:
    at, draft = asking.step_at(number), asking.draft_at(request)
    if draft is None and number > 1 and request.method != "POST":
        return see_other("public:ask", team=request.team.slug)
    form = asking.posted_form(request, at, draft)
    if request.method == "POST" and "again" not in request.POST:
        if form.is_valid():
            return _keep(request, at, form, draft)
        if isinstance(form, AboutThePerson) and form.is_too_young:
            return _too_young(request, form)
    return page(request, at.template, form=form, **_surroundings(at, draft))


@never_cache
@public
@read_or_send
def check(request: Any) -> HttpResponse:
    draft = asking.draft_at(request)
    if draft is None:
        return _nothing_to_send(request)
    forms = [asking.saved_form(request, at, draft) for at in asking.STEPS]
    for at, form in zip(asking.STEPS, forms, strict=True):
        if not form.is_valid():
            return see_other("public:ask_step", team=request.team.slug, number=at.number)
    if request.method == "POST":
        return _send(request, draft, forms)
    sections = [section(at, form) for at, form in zip(asking.STEPS, forms, strict=True)]
    return page(request, "ask/check.html", sections=sections, **_code(draft), now=asking.PAGES, total=asking.PAGES)


@never_cache
@public
@require_safe
def sent(request: Any) -> HttpResponse:
    at = request.session.get(f"sent-{request.team.slug}")
    if at is None:
        return see_other("public:ask", team=request.team.slug)
    received, now = datetime.fromisoformat(at), clock.now()
    hours = request.team.service_hours()
    return page(
        request,
        "ask/sent.html",
        received=received,
        is_open=bool(hours.weekly) and hours.is_open(now),
        opens=hours.next_opening(now) if hours.weekly else None,
        first_talk_by=received + timedelta(days=request.team.target_wait_days),
        wait=public_wait(request.team),
    )


def _keep(request: Any, at: asking.Step, form: Part, draft: DraftView | None) -> HttpResponse:
    kept = save_draft(by=request.actor, step=at.name, typed=form.typed(), draft=draft.id if draft else None)
    asking.remember(request, kept)
    ahead = asking.next_step(request, kept)
    if ahead is None:
        return see_other("public:ask_check", team=request.team.slug)
    return see_other("public:ask_step", team=request.team.slug, number=ahead.number)


def _send(request: Any, draft: DraftView, forms: list[Part]) -> HttpResponse:
    answers = {name: value for form in forms for name, value in form.cleaned_data.items()}
    source = Source.SELF_ON_GP_ADVICE if asking.ON_GP_ADVICE in draft.answers else Source.SELF
    refer(by=request.actor, asked=asked_for_help(answers), source=source, draft=draft.id)
    asking.forget(request)
    return _tell_next(request)


def _nothing_to_send(request: Any) -> HttpResponse:
    """The draft is gone: sent by the first of two clicks, or its time is out."""
    if was_sent(request.actor):
        return _tell_next(request)
    return see_other("public:ask", team=request.team.slug)


def _tell_next(request: Any) -> HttpResponse:
    request.session[f"sent-{request.team.slug}"] = clock.now().isoformat()
    return see_other("public:ask_sent", team=request.team.slug)


def _too_young(request: Any, form: Part) -> HttpResponse:
    """Nothing is kept of a child; what was typed goes back into the form if the date was mistyped."""
    young = contacts_for_the_young(request.actor.country, request.actor.language)
    return page(request, "ask/young.html", typed=form.typed().items(), young=young)


def _surroundings(at: asking.Step, draft: DraftView | None) -> dict[str, Any]:
    where = _("Step %(now)d of %(total)d") % {"now": at.number, "total": asking.PAGES}
    return {"at": at, "where": where, "now": at.number, "total": asking.PAGES, **_code(draft)}


def _code(draft: DraftView | None) -> dict[str, Any]:
    return {"draft": draft, "code": spaced(draft.code) if draft else ""}
