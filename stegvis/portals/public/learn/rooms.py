"""A poll in a room, for those who sit in it: the code, one answer a browser, and what all answered once it is shown."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.library.actions.vote import vote_in_room
from stegvis.library.queries.rooms import RoomShown, room_by_code, room_of
from stegvis.people.models import Denied
from stegvis.portals.guard import ballot, public
from stegvis.portals.learning.polls import chosen_in, remember
from stegvis.portals.limits import too_many_tries
from stegvis.portals.public.page import page
from stegvis.portals.see_other import see_other

# Tries a quarter of an hour from one address, behind which a whole room may sit; of some 700 million codes.
MOST = 300


class RoomCodeForm(forms.Form):
    """The code that was said aloud."""

    use_required_attribute = False
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Six letters and digits, said aloud in the room. Spaces do not matter."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "size": 10}
        ),
        error_messages={"required": gettext_lazy("Write the code you heard.")},
    )


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def room_door(request: Any) -> HttpResponse:
    """The code leads to the question. Tries are counted here and nowhere that an answer is given."""
    form = RoomCodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if too_many_tries(request, "poll room", MOST):
            form.add_error(None, _("There have been too many tries from here. Wait a quarter of an hour, or call us."))
        elif room := room_by_code(request.actor, form.cleaned_data["code"]):
            return see_other("public:learn_room", team=request.team.slug, room=room)
        else:
            form.add_error("code", _("No question is open under this code. Ask whoever said it to say it again."))
    return page(request, "learn/room_door.html", form=form)


@never_cache
@public
@require_safe
def room_page(request: Any, room: uuid.UUID) -> HttpResponse:
    """The question; after one's own answer that it is counted; and what all answered."""
    shown = room_of(request.actor, room=room)
    return page(request, "learn/room.html", room=shown, has_answered=str(shown.id) in chosen_in(request))


@never_cache
@ballot(room_of)
@require_POST
def room_vote(request: Any, room: RoomShown) -> HttpResponse:
    """One answer a browser."""
    here = reverse("public:learn_room", kwargs={"team": request.team.slug, "room": room.id})
    sentence = ""
    if str(room.id) in chosen_in(request):
        sentence = _("You have answered this question before. Your first answer stands.")
    else:
        try:
            vote_in_room(
                organisation_id=request.actor.organisation_id, room=room.id, choice=request.POST.get("choice", "")
            )
        except Denied as refusal:
            sentence = refusal.sentence
    if sentence:
        return page(request, "learn/not_counted.html", question=room.question, back=here, sentence=sentence)
    response = see_other("public:learn_room", team=request.team.slug, room=room.id)
    remember(response, str(room.id), "1", here)
    return response
