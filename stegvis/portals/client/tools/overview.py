"""Which tools are the client's, and what each of their pages stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stegvis.care.models import Episode
from stegvis.care.queries.plan import own_episode
from stegvis.definitions.pathway import State
from stegvis.definitions.tools import Tool, UnknownTool, tool
from stegvis.people.models import NotFound
from stegvis.portals.guard import client
from stegvis.selfhelp.queries.tools import From, tools_of

OWN_PAGES = {"sleep_window": "client:sleep_window", "training": "client:training"}


@dataclass(frozen=True)
class Own:
    """A tool of the client on the course it belongs to."""

    of: Tool
    episode: Episode
    came: From

    @property
    def may_write(self) -> bool:
        return self.episode.state != State.DISCHARGED


@client
@require_safe
def tools_page(request: Any) -> HttpResponse:
    episode = own_episode(request.actor)
    found = [(tool(name, request.actor.language), came) for name, came in tools_of(request.actor, episode).items()]
    context = {
        "given": [_row(of) for of, came in found if came is not From.ALL],
        "others": [_row(of) for of, came in found if came is From.ALL],
    }
    return render(request, "client/tools/tools.html", context)


def own(request: Any, name: str) -> Own:
    """The client's own tool of that name; NotFound for one that is not theirs."""
    episode = own_episode(request.actor)
    came = tools_of(request.actor, episode).get(name)
    if came is None:
        raise NotFound
    try:
        return Own(tool(name, request.actor.language), episode, came)
    except UnknownTool as fault:
        raise NotFound from fault


def address(name: str) -> str:
    """Where the tool of that name is."""
    return reverse(OWN_PAGES[name]) if name in OWN_PAGES else reverse("client:tool", kwargs={"tool": name})


def _row(of: Tool) -> tuple[Tool, str]:
    return of, address(of.name)
