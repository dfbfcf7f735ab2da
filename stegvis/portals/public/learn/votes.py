"""A vote in a public poll: counted, remembered by the browser alone, and tied to nobody (ADR 0022)."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from stegvis.library.actions.vote import vote
from stegvis.library.queries.polls import PollFound, poll_to_vote
from stegvis.people.models import Denied
from stegvis.portals.guard import ballot
from stegvis.portals.learning.polls import chosen_in, remember
from stegvis.portals.public.page import page


@never_cache
@ballot(poll_to_vote)
@require_POST
def learn_vote(request: Any, poll: PollFound) -> HttpResponse:
    """Count the answer and go back to the page; or say why nothing was counted."""
    here = reverse("public:learn_vote", kwargs={"team": request.team.slug, "slug": poll.slug, "block": poll.block})
    home = here.removesuffix(f"poll/{poll.block}/")
    back = f"{_below(home, request.POST.get('back', ''))}#poll-{poll.block}"
    choice = request.POST.get("choice", "")
    if poll.block in chosen_in(request):
        return _refused(request, poll, back, _("You have answered this question before. Your first answer stands."))
    try:
        vote(organisation_id=request.actor.organisation_id, poll=poll.id, choice=choice)
    except Denied as refusal:
        return _refused(request, poll, back, refusal.sentence)
    response = HttpResponseRedirect(back, status=303)
    remember(response, poll.block, choice, home)
    return response


def _refused(request: Any, poll: PollFound, back: str, sentence: str) -> HttpResponse:
    return page(request, "learn/not_counted.html", question=poll.question, back=back, sentence=sentence)


def _below(home: str, back: str) -> str:
    """Where the form stood, if that is a part of the same page; a form could name anything."""
    return back if re.fullmatch(rf"{re.escape(home)}[a-z0-9/_-]*(\?in=[a-z]{2})?", back) else home
