"""Finding a team, its page, the self-check that stores nothing, and who else can help."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.queries.offers import open_offers
from stegvis.care.queries.waiting import public_wait
from stegvis.definitions.crisis import contacts_for_the_young
from stegvis.library.queries.programmes import has_introductions
from stegvis.outcomes.queries.publication import shows_results
from stegvis.people.queries.teams import hours_of
from stegvis.people.queries.teams import teams as all_teams
from stegvis.portals.guard import open_to_all, public
from stegvis.portals.public.forms import SelfCheck
from stegvis.portals.public.hours import in_words
from stegvis.portals.public.page import page


@open_to_all
@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    return page(request, "teams.html", teams=all_teams())


@public
@require_safe
def team(request: Any) -> HttpResponse:
    language = get_language() or "nb"
    return page(
        request,
        "team.html",
        introduction=request.team.introduction.get(language, ""),
        wait=public_wait(request.team),
        offers=open_offers(request.team, language),
        hours=in_words(hours_of(request.team)),
        shows_results=shows_results(request.actor),
        has_introductions=has_introductions(request.actor),
    )


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def for_me(request: Any) -> HttpResponse:
    """Answers are read and forgotten: they reach no table, no session and no address."""
    form = SelfCheck(request.POST if request.method == "POST" else None)
    return page(request, "for_me.html", form=form, answered=form.is_valid())


@public
@require_safe
def elsewhere(request: Any) -> HttpResponse:
    young = contacts_for_the_young(request.actor.country, request.actor.language)
    return page(request, "elsewhere.html", young=young)
