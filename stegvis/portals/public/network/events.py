"""Signing up for an event, the page that says how it went, and giving the seat back."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.network.actions.give_back_seat import give_back_seat
from stegvis.network.actions.sign_up import sign_up
from stegvis.network.models import SignUp
from stegvis.network.queries.events import event_named, seat_behind
from stegvis.notices.actions.tell_guests import tell_guests
from stegvis.people.models import Denied
from stegvis.portals.guard import public
from stegvis.portals.limits import too_many_times, too_many_tries
from stegvis.portals.public.network.forms import SignUpForm
from stegvis.portals.public.page import page
from stegvis.portals.see_other import see_other

# A whole team may sign up from one address in a quarter of an hour.
MOST = 30
# Each sends a letter: nobody's post box is filled by typing an address again and again.
LETTERS = 3


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: Any, event: str) -> HttpResponse:
    found = event_named(request.actor, event)
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if too_many_tries(request, "event", MOST):
                raise Denied(_("There have been too many tries from here. Wait a quarter of an hour, or call us."))
            guest = form.guest()
            if too_many_times(f"event letter|{found.id}|{guest.email.strip().lower()}", LETTERS):
                raise Denied(
                    _("This address was signed up a moment ago. Read the e-mail, or wait a quarter of an hour.")
                )
            given = sign_up(by=request.actor, event_id=found.id, guest=guest)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            tell_guests(by=request.actor, team=request.team.slug, told=given.told)
            # Which number stands in the letter alone: on the page, a second sign-up would tell of the first.
            return see_other("public:signed_up", team=request.team.slug, event=found.slug, number=min(given.number, 1))
    answer = page(request, "network/sign_up.html", event=found, form=form)
    answer.status_code = 422 if form.errors else 200
    return answer


@never_cache
@public
@require_safe
def signed_up_page(request: Any, event: str, number: int) -> HttpResponse:
    """Says the same to everybody who has just signed up: what this person has is in the e-mail."""
    return page(request, "network/signed_up.html", event=event_named(request.actor, event), number=number)


@never_cache
@public
@require_http_methods(["GET", "HEAD", "POST"])
def seat_page(request: Any, seat: str) -> HttpResponse:
    """Opening the link changes nothing, since programs that read mail open links too; the button does."""
    sentence = ""
    if request.method == "POST":
        try:
            _row, told = give_back_seat(by=request.actor, secret=seat)
        except Denied as refusal:
            sentence = refusal.sentence
        else:
            tell_guests(by=request.actor, team=request.team.slug, told=told)
            return see_other("public:seat", team=request.team.slug, seat=seat)
    found = seat_behind(request.actor, seat)
    is_back = found.state == SignUp.State.WITHDRAWN
    return page(request, "network/seat.html", seat=found, event=found.event, is_back=is_back, sentence=sentence)
