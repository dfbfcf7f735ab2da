"""The editor's desk: what is due to be read again, what comes with Stegvis, and the languages asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.library.actions.stock import stock_shelf
from stegvis.library.actions.want_languages import want_languages
from stegvis.library.queries.kept import KEEPERS, READERS
from stegvis.library.queries.pages import Due, due_for_review
from stegvis.library.queries.voices import open_voices
from stegvis.library.queries.workshop import wanted_languages
from stegvis.people.models import Denied, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.library.desk_forms import LanguagesForm
from stegvis.portals.publication_words import language_named
from stegvis.portals.see_other import see_other


@dataclass(frozen=True)
class Old:
    """A word of a page that is out of date, and what to write instead, in the words of the reader."""

    said: str
    language: str
    why: str
    instead: str


@staff(*READERS)
@require_safe
def desk_page(request: StaffRequest) -> HttpResponse:
    """A user representative sees the way to what was said; those who keep the library see what is due."""
    actor = request.actor
    is_editor, is_keeper = actor.has(Role.EDITOR), actor.has(*KEEPERS)
    due = due_for_review(actor) if is_keeper else ()
    context = {
        "due": [(each, _old(each, actor.language)) for each in due],
        "waiting": open_voices(actor),
        "is_editor": is_editor,
        "is_keeper": is_keeper,
        "languages": LanguagesForm(initial={"languages": wanted_languages(actor)}) if is_editor else None,
    }
    return render(request, "office/library/desk.html", context)


@staff(Role.EDITOR)
@require_POST
def stock(request: StaffRequest) -> HttpResponse:
    """What this Stegvis brings and is not here yet."""
    stock_shelf(by=request.actor)
    messages.success(request, _("All that comes with this Stegvis is here. What you have made your own is as it was."))
    return see_other("office:library", team=request.team.slug)


@staff(Role.EDITOR)
@require_POST
def languages(request: StaffRequest) -> HttpResponse:
    form = LanguagesForm(request.POST)
    try:
        want_languages(by=request.actor, languages=form.cleaned_data["languages"] if form.is_valid() else ["?"])
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("Kept. It holds for what is published from now on."))
    return see_other("office:library", team=request.team.slug)


def _old(due: Due, language: str) -> Sequence[Old]:
    return [
        Old(
            said=one.said,
            language=language_named(written),
            why=one.term.why[language],
            instead=one.term.instead[written],
        )
        for written, one in due.outdated
    ]
