"""Going on with a request that was left, deleting it, and the empty page behind every exit button."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.care.actions.drop_drafts import drop_draft
from stegvis.care.queries.drafts import draft_by_code
from stegvis.portals.guard import open_to_all, public
from stegvis.portals.limits import too_many_tries
from stegvis.portals.public import asking
from stegvis.portals.public.forms import TheCode
from stegvis.portals.public.page import page
from stegvis.portals.see_other import see_other


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: Any) -> HttpResponse:
    """The code is typed and posted, so that it stands in no address, history or log."""
    form = TheCode(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return page(request, "ask/resume.html", form=form)
    blocked = too_many_tries(request, "draft")
    draft = None if blocked else draft_by_code(request.actor, form.cleaned_data["code"])
    if draft is None:
        form.add_error("code", _blocked() if blocked else _not_found())
        return page(request, "ask/resume.html", form=form)
    request.session.cycle_key()
    asking.remember(request, draft)
    ahead = asking.next_step(request, draft)
    if ahead is None:
        return see_other("public:ask_check", team=request.team.slug)
    return see_other("public:ask_step", team=request.team.slug, number=ahead.number)


@public
@require_POST
def delete(request: Any) -> HttpResponse:
    draft = asking.draft_at(request)
    if draft is not None:
        drop_draft(by=request.actor, draft=draft.id)
    asking.forget(request)
    return see_other("public:team", team=request.team.slug)


@open_to_all
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Where somebody who leaves in a hurry ends up: a page that says nothing of where they were."""
    return page(request, "left.html")


def _not_found() -> str:
    return _(
        "We find nothing with this code. Check it sign by sign. What was not sent is deleted fourteen days "
        "after you last wrote in it."
    )


def _blocked() -> str:
    return _("There have been too many tries from here. Wait a quarter of an hour, or call us.")
