"""Polls for staff: the list, one of them, the team's vote, closing, and the room that a question is asked in."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.library.actions.close_poll import close_poll
from stegvis.library.actions.open_room import FACILITATORS, open_room
from stegvis.library.actions.show_room import show_room
from stegvis.library.actions.take_ballot import take_ballot
from stegvis.library.actions.vote import vote
from stegvis.library.queries.polls import PollFound, ballot_of, poll_for_staff, polls_for_staff
from stegvis.library.queries.rooms import room_of
from stegvis.people.models import Denied, Role
from stegvis.portals.guard import StaffRequest, staff, staff_ballot
from stegvis.portals.programme.rich_text import Sources, rich_html
from stegvis.portals.see_other import see_other

# Guests of a network that the organisation hosts do not work here.
STAFF = tuple(role for role in Role if role.is_staff and role is not Role.NETWORK_MEMBER)


@staff(*STAFF)
@require_safe
def polls_page(request: StaffRequest) -> HttpResponse:
    return render(request, "clinic/polls/polls.html", {"polls": polls_for_staff(request.actor)})


@staff(*STAFF)
@require_safe
def poll_page(request: StaffRequest, poll: uuid.UUID) -> HttpResponse:
    """One question: to answer, if it is the team's, and what was answered."""
    found = poll_for_staff(request.actor, poll)
    return render(
        request,
        "clinic/polls/poll.html",
        {
            "poll": found.poll,
            "has_voted": found.has_voted,
            "after": rich_html(found.poll.after, Sources({})),
            "may_close": request.actor.has(Role.EDITOR),
            "may_ask": request.actor.has(*FACILITATORS),
        },
    )


@staff_ballot(ballot_of, *STAFF)
@require_POST
def team_vote(request: Any, poll: PollFound) -> HttpResponse:
    """Who votes is noted first, without the choice; then the choice is counted, without who."""
    choice = request.POST.get("choice", "")
    sentence = ""
    try:
        if choice not in poll.choices:
            raise Denied(_("Choose one of the answers. Nothing was counted."))
        take_ballot(by=request.actor, poll=poll.id)
        vote(organisation_id=request.actor.organisation_id, poll=poll.id, choice=choice)
    except Denied as refusal:
        sentence = refusal.sentence
    if sentence:
        return render(request, "clinic/polls/not_counted.html", {"found": poll, "sentence": sentence})
    return see_other("clinic:poll", team=request.team.slug, poll=poll.id)


@staff(Role.EDITOR)
@require_POST
def close_page(request: StaffRequest, poll: uuid.UUID) -> HttpResponse:
    close_poll(by=request.actor, poll=poll)
    messages.success(request, _("The question is closed. What was answered stays to be seen."))
    return see_other("clinic:poll", team=request.team.slug, poll=poll)


@staff(*FACILITATORS)
@require_POST
def open_page(request: StaffRequest, poll: uuid.UUID) -> HttpResponse:
    opened = open_room(by=request.actor, poll=poll)
    return see_other("clinic:poll_room", team=request.team.slug, room=opened.pk)


@staff(*FACILITATORS)
@require_safe
def room_page(request: StaffRequest, room: uuid.UUID) -> HttpResponse:
    """In large type, for the wall: the question, the address and the code, how many have answered."""
    return render(request, "clinic/polls/room.html", {"room": room_of(request.actor, room=room)})


@staff(*FACILITATORS)
@require_POST
def show_page(request: StaffRequest, room: uuid.UUID) -> HttpResponse:
    try:
        show_room(by=request.actor, room=room)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    return see_other("clinic:poll_room", team=request.team.slug, room=room)
