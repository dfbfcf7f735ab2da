"""Writing down a contact, and putting right one that was written down wrongly."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.correct_contact import correct_contact
from stegvis.care.actions.record_contact import record_contact
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.contacts import appointment_to_record, contact_of
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.forms.contact import ContactForm, first_words, wanted_appointment, words_of
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def contact_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    named = wanted_appointment((request.POST or request.GET).get("appointment"))
    appointment = appointment_to_record(actor, found, named) if named or request.method != "POST" else None
    form = ContactForm(request.POST or None, initial=first_words(found, appointment, actor.zone))
    if request.method == "POST" and form.is_valid():
        try:
            record_contact(by=actor, episode=found, appointment=appointment, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The contact is written down."))
            return _onward(request, episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name, "appointment": appointment}
    return render(request, "clinic/work/contact.html", context)


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_contact_page(request: StaffRequest, episode: uuid.UUID, contact: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    standing = contact_of(request.actor, found, contact)
    form = ContactForm(request.POST or None, initial=words_of(standing))
    if request.method == "POST" and form.is_valid():
        try:
            correct_contact(by=request.actor, contact_id=contact, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The contact is corrected. What stood before is kept in its history."))
            return see_other("clinic:record", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name, "is_correction": True}
    return render(request, "clinic/work/contact.html", context)


def _onward(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    """To the note when that is what the button said, else to the record."""
    name = "clinic:note" if "then_note" in request.POST else "clinic:record"
    return see_other(name, team=request.team.slug, episode=episode)
