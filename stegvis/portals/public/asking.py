"""The way through a request for help: its steps, and the draft that this browser or a code leads to.

The session holds only which draft is this browser's. What was typed is in the sealed draft.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from stegvis.care.queries.drafts import DraftView, draft_by_code, draft_of
from stegvis.people.queries.teams import place_in
from stegvis.portals.limits import too_many_tries
from stegvis.portals.public.forms import AboutYou, ReachYou, YourNeeds, YourProblem
from stegvis.portals.referral_form import Part

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words


@dataclass(frozen=True)
class Step:
    """One page of the request; its number is its address and the name of its answers in the draft."""

    number: int
    form: type[Part]
    template: str
    heading: Words

    @property
    def name(self) -> str:
        return str(self.number)


STEPS = (
    Step(1, AboutYou, "ask/you.html", _("About you")),
    Step(2, ReachYou, "ask/reach.html", _("How we reach you")),
    Step(3, YourProblem, "ask/problem.html", _("What it is about")),
    Step(4, YourNeeds, "ask/needs.html", _("What you need")),
)
# The steps, and the page where everything is looked over before it is sent.
PAGES = len(STEPS) + 1
# Stands in a draft beside the steps when a GP began it together with the patient.
ON_GP_ADVICE = "gp"


def step_at(number: int) -> Step:
    if not 1 <= number <= len(STEPS):
        raise Http404
    return STEPS[number - 1]


def draft_at(request: Any) -> DraftView | None:
    """The draft of this browser; where its session is out, that of the code which stood in the posted form."""
    kept = request.session.get(_key(request))
    found = draft_of(request.actor, uuid.UUID(kept)) if kept else None
    code = request.POST.get("code", "")
    if found is None and code and not too_many_tries(request, "draft"):
        found = draft_by_code(request.actor, code)
    request.session.touch()
    return found


def remember(request: Any, draft: DraftView) -> None:
    """This browser goes on with that draft."""
    if request.session.get(_key(request)) != str(draft.id):
        request.session[_key(request)] = str(draft.id)


def forget(request: Any) -> None:
    request.session.pop(_key(request), None)


def posted_form(request: Any, step: Step, draft: DraftView | None) -> Part:
    """The step's form: as posted, else as it was saved, else empty."""
    if request.method == "POST":
        return step.form(request.POST, place=place_in(request.team))
    return saved_form(request, step, draft)


def saved_form(request: Any, step: Step, draft: DraftView | None) -> Part:
    saved = draft.answers.get(step.name) if draft else None
    form = step.form(saved, place=place_in(request.team))
    if draft and ON_GP_ADVICE in draft.answers and not form.is_valid():
        # A GP wrote a part of it: what is left is not answered yet, and nothing to be told off for.
        return step.form(initial=saved, place=place_in(request.team))
    return form


def next_step(request: Any, draft: DraftView) -> Step | None:
    """The first step that is not answered, or no longer rightly; None when all are."""
    return next((step for step in STEPS if not saved_form(request, step, draft).is_valid()), None)


def _key(request: Any) -> str:
    return f"draft-{request.team.slug}"
