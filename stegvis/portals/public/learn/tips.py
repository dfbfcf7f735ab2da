"""A GP begins a request together with the patient, who finishes and sends it: a draft opened by a code."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.save_draft import save_draft
from stegvis.care.queries.drafts import DraftView, spaced
from stegvis.portals.guard import public
from stegvis.portals.limits import too_many_tries
from stegvis.portals.public import asking
from stegvis.portals.public.forms import YourProblem
from stegvis.portals.public.learn.forms import TipForm
from stegvis.portals.public.page import page

# Drafts a quarter of an hour from one address: a whole surgery may stand behind it.
MOST = 20


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def tip(request: Any) -> HttpResponse:
    form = TipForm(request.POST if request.method == "POST" else None)
    if request.team.is_open and form.is_valid():
        if not too_many_tries(request, "tip", MOST):
            return page(request, "learn/tip.html", code=spaced(_begin(request, form).code))
        form.add_error(
            None, gettext("There have been too many tries from here. Wait a quarter of an hour, or call us.")
        )
    return page(request, "learn/tip.html", form=form)


def _begin(request: Any, form: TipForm) -> DraftView:
    """The step about the problem is filled in; that a GP advised it is kept beside the steps."""
    problem = next(step for step in asking.STEPS if step.form is YourProblem)
    draft = save_draft(by=request.actor, step=problem.name, typed={"problem": form.words()})
    return save_draft(by=request.actor, step=asking.ON_GP_ADVICE, typed={}, draft=draft.id)
