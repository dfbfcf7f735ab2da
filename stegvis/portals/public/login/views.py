"""Logging in as a client: by a link and the code that follows it, or by a code from the team and the birthday."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.actions.ask_for_link import ask_for_link
from stegvis.care.actions.invite_client import send_code
from stegvis.people.actions.client_login import CameIn, redeem_link, redeem_spoken
from stegvis.people.queries.teams import teams
from stegvis.portals.guard import open_to_all
from stegvis.portals.limits import too_many_tries
from stegvis.portals.public.let_in import let_in
from stegvis.portals.public.login.forms import NewLink, SentCode, SpokenCode
from stegvis.portals.public.page import page
from stegvis.portals.see_other import see_other

# Tries a quarter of an hour from one address; a link or code itself takes five in all.
MOST = 10


@never_cache
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Where a client without a link asks for a new one. The answer is the same for everybody."""
    if request.session.get("client"):
        return see_other("client:home")
    form = NewLink(request.POST if request.method == "POST" else None, teams=teams())
    if not form.is_valid():
        return page(request, "login/log_in.html", form=form)
    if too_many_tries(request, "new link", MOST):
        form.add_error(None, _too_many())
        return page(request, "login/log_in.html", form=form)
    ask_for_link(**form.cleaned_data)
    return see_other("public:log_in_asked")


@open_to_all
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return page(request, "login/asked.html")


@never_cache
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def spoken(request: HttpRequest) -> HttpResponse:
    form = SpokenCode(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if too_many_tries(request, "spoken code", MOST):
            form.add_error(None, _too_many())
        elif came := redeem_spoken(**form.cleaned_data):
            return _let_in(request, came)
        else:
            form.add_error("code", _no_fit())
    return page(request, "login/spoken.html", form=form)


@never_cache
@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a link. It looks nothing up until a code is asked for or typed: mail scanners open links."""
    if request.method == "POST" and "send" in request.POST:
        return _send(request, token)
    form = SentCode(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if too_many_tries(request, "link", MOST):
            form.add_error(None, _too_many())
        elif came := redeem_link(token=token, code=form.cleaned_data["code"]):
            return _let_in(request, came)
        else:
            form.add_error("code", _no_fit())
    return page(request, "login/link.html", form=form, is_sent="sent" in request.GET or form.is_bound)


def _send(request: HttpRequest, token: str) -> HttpResponse:
    if too_many_tries(request, "code", MOST):
        form = SentCode({})
        form.errors.clear()
        form.add_error(None, _too_many())
        return page(request, "login/link.html", form=form, is_sent=False)
    send_code(token=token)
    return HttpResponseRedirect(reverse("public:link", kwargs={"token": token}) + "?sent", status=303)


def _let_in(request: Any, came: CameIn) -> HttpResponse:
    let_in(request, came.person_id, came.organisation_id)
    response = see_other("client:home")
    if came.language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, came.language, samesite="Lax", httponly=True)
    return response


def _no_fit() -> str:
    return _("This does not fit. Check each sign. A code works once and for a short while; you may ask for a new one.")


def _too_many() -> str:
    return _("There have been too many tries from here. Wait a quarter of an hour, or call the team.")
