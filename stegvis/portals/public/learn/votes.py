"""A vote in a public poll: counted, remembered by the browser alone, and tied to nobody (ADR 0022).

A client who was given the page votes here too: this address reads no session, theirs as little as another's.
"""

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
from stegvis.portals.learning.polls import GIVEN, chosen_in, remember
from stegvis.portals.public.page import page


@never_cache
@ballot(poll_to_vote)
@require_POST
def learn_vote(request: Any, poll: PollFound) -> HttpResponse:
    """Count the answer and go back to the page; or say why nothing was counted."""
    here = reverse("public:learn_vote", kwargs={"team": request.team.slug, "slug": poll.slug, "block": poll.block})
    home = here.removesuffix(f"poll/{poll.block}/")
    came_from = _came_from(home, request.POST.get("back", ""))
    back = f"{came_from}#poll-{poll.block}"
    choice, before = request.POST.get("choice", ""), chosen_in(request).get(str(poll.id))
    if request.POST.get("poll", str(poll.id)) != str(poll.id):
        return _refused(request, poll, back, _("The question was changed while you read. Read it once more."))
    if before is not None:
        sentence = _("You have answered this question before. Your first answer stands.")
        return _given_too(_refused(request, poll, back, sentence), poll, before, home, came_from)
    try:
        vote(organisation_id=request.actor.organisation_id, poll=poll.id, choice=choice)
    except Denied as refusal:
        return _refused(request, poll, back, refusal.sentence)
    response = HttpResponseRedirect(back, status=303)
    remember(response, str(poll.id), choice, home)
    return _given_too(response, poll, choice, home, came_from)


def _given_too(response: HttpResponse, poll: PollFound, choice: str, home: str, came_from: str) -> HttpResponse:
    """A browser sends the page's cookie to the page alone: who came from the client's pages gets one for those too."""
    if not came_from.startswith(home):
        remember(response, str(poll.id), choice, reverse("client:reading"), GIVEN)
    return response


def _refused(request: Any, poll: PollFound, back: str, sentence: str) -> HttpResponse:
    return page(request, "learn/not_counted.html", question=poll.question, back=back, sentence=sentence)


def _came_from(home: str, back: str) -> str:
    """Where the form stood: a part of the same page, or a page that a client was given; a form could name anything."""
    given = rf"{re.escape(reverse('client:reading'))}[0-9a-f-]{{36}}/"
    below = rf"{re.escape(home)}[a-z0-9/_-]*(\?in=[a-z]{{2}})?"
    return back if re.fullmatch(f"{below}|{given}", back) else home
