"""Writing a note, going on with a draft, signing, and putting a signed note right by another one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.care.actions.sign_note import sign_note
from stegvis.care.actions.write_note import OutdatedNote, write_note
from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.care.queries.notes import OneNote, draft_of, signed_note_of
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.work.forms.note import NoteForm
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def note_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    return _page(request, episode_of(request.actor, episode))


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def draft_page(request: StaffRequest, episode: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    return _page(request, found, draft=draft_of(request.actor, found, note))


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_note_page(request: StaffRequest, episode: uuid.UUID, note: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    return _page(request, found, corrects=signed_note_of(request.actor, found, note))


def _page(
    request: StaffRequest, episode: Episode, *, draft: OneNote | None = None, corrects: OneNote | None = None
) -> HttpResponse:
    first = {"text": draft.text, "version": draft.version} if draft else {}
    form = NoteForm(request.POST or None, initial=first)
    standing = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, episode, form, draft, corrects)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        except OutdatedNote as newer:
            standing = newer.text
            form.data = {**request.POST.dict(), "version": newer.version}
            form.add_error("text", _("You saved this draft in another window since. Both texts stand here: choose."))
    name = identity_of(episode.person).name
    context = {"form": form, "episode": episode, "name": name, "corrects": corrects, "standing": standing}
    return render(request, "clinic/work/note.html", {**context, "is_draft": draft is not None})


def _keep(
    request: StaffRequest, episode: Episode, form: NoteForm, draft: OneNote | None, corrects: OneNote | None
) -> HttpResponse:
    """Save the text, and sign it when that is what the button said."""
    note = write_note(
        by=request.actor,
        episode=episode,
        text=form.cleaned_data["text"],
        note_id=draft.id if draft else None,
        version=form.cleaned_data["version"] or 0,
        corrects=corrects.id if corrects else None,
    )
    if "keep" in request.POST:
        messages.success(request, _("The draft is saved. Only you can read it until you sign it."))
        return see_other("clinic:record", team=request.team.slug, episode=episode.pk)
    sign_note(by=request.actor, episode=episode, note_id=note.pk)
    messages.success(request, _("The note is signed and stands in the record."))
    return see_other("clinic:record", team=request.team.slug, episode=episode.pk)
