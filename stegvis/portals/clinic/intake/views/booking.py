"""Agreeing on a time, moving it and taking it off."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.book import book
from stegvis.care.actions.cancel import cancel
from stegvis.care.actions.move_appointment import move_appointment
from stegvis.care.models import Appointment
from stegvis.care.queries.access import listed_episode_of
from stegvis.care.queries.referral import appointment_of
from stegvis.care.queries.taken_times import taken_times
from stegvis.people.models import Denied
from stegvis.people.queries.clinicians import clinicians_of
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.asking import ask_before
from stegvis.portals.clinic.intake.forms.booking import MovedTime, NewTime, first_words, words_of
from stegvis.portals.clinic.intake.forms.cancelling import CancelForm
from stegvis.portals.clinic.intake.roles import CLINIC
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.actions.follow_appointment import follow_appointment


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def book_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    found = listed_episode_of(request.actor, episode)
    clinicians = clinicians_of(request.actor)
    first = first_words(found, clinicians)
    form = NewTime(request.POST or None, initial=first, zone=request.team.zone, clinicians=clinicians)
    if request.method == "POST" and form.is_valid():
        try:
            made = book(by=request.actor, episode=found, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _agreed(request, made, _("The time is booked. The client is told if they have a safe channel."))
    taken = taken_times(request.actor, [one.id for one in clinicians])
    context = {"form": form, "episode": found, "name": identity_of(found.person).name, "taken": taken}
    return render(request, "clinic/intake/book.html", context)


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def move_page(request: StaffRequest, episode: uuid.UUID, appointment: uuid.UUID) -> HttpResponse:
    found = appointment_of(request.actor, episode, appointment)
    zone = request.team.zone
    clinicians = clinicians_of(request.actor)
    form = MovedTime(request.POST or None, initial=words_of(found, zone), zone=zone, clinicians=clinicians)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_appointment(by=request.actor, appointment=found, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            follow_appointment(by=request.actor, appointment=moved)
            return _agreed(request, moved, _("The time is moved. The client is told if they have a safe channel."))
    taken = taken_times(request.actor, [one.id for one in clinicians])
    return render(request, "clinic/intake/move.html", {**_about(found, form), "taken": taken})


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_page(request: StaffRequest, episode: uuid.UUID, appointment: uuid.UUID) -> HttpResponse:
    found = appointment_of(request.actor, episode, appointment)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancelled = cancel(by=request.actor, appointment=found, attendance=form.attendance())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            follow_appointment(by=request.actor, appointment=cancelled)
            messages.success(request, _("The time is cancelled."))
            return see_other("clinic:referral", team=request.team.slug, episode=episode)
    return render(request, "clinic/intake/cancel.html", _about(found, form))


def _about(appointment: Appointment, form: MovedTime | CancelForm) -> dict[str, object]:
    name = identity_of(appointment.episode.person).name
    return {"form": form, "appointment": appointment, "episode": appointment.episode, "name": name}


def _agreed(request: StaffRequest, appointment: Appointment, told: str) -> HttpResponse:
    """Ask the questionnaires, say how it went, and back to the referral."""
    messages.success(request, told)
    if not ask_before(by=request.actor, appointment=appointment):
        messages.warning(
            request,
            _(
                "Not every questionnaire could be asked: one that asks about thoughts of death opens when the duty "
                "roster names a duty person and a substitute for the coming 14 days. It is asked once it does."
            ),
        )
    return see_other("clinic:referral", team=request.team.slug, episode=appointment.episode_id)
