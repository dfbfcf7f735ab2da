"""The editors' pages of publications: the list, one of them, and a file of many."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.library.actions.check_publication import BadPublication
from stegvis.library.actions.import_publications import NotImported, import_publications
from stegvis.library.actions.keep_publication import keep_publication
from stegvis.library.actions.withdraw_publication import withdraw_publication
from stegvis.library.models import Publication
from stegvis.library.queries.publications import kept_publications, publication_named, shown_publication
from stegvis.people.models import Denied, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.library.forms import FileForm, PublicationForm, typed
from stegvis.portals.publication_words import KINDS
from stegvis.portals.see_other import see_other

# More than the largest file that is read, so that one which is a little too large is answered by a sentence.
MOST_READ = 6_000_000


@staff(Role.EDITOR)
@require_safe
def publications_page(request: StaffRequest) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:100]
    found = kept_publications(request.actor, words)
    rows = [(one, KINDS[one.publication.kind]) for one in found]
    return render(request, "office/library/publications.html", {"rows": rows, "words": words})


@staff(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new_publication_page(request: StaffRequest) -> HttpResponse:
    return _form_page(request, None)


@staff(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def publication_page(request: StaffRequest, slug: str) -> HttpResponse:
    return _form_page(request, publication_named(request.actor, slug))


def _form_page(request: StaffRequest, there: Publication | None) -> HttpResponse:
    """The same form for a new one and for one that is there."""
    form = PublicationForm(request.POST or None, initial=typed(there) if there else {})
    if request.method == "POST" and form.is_valid():
        fields = {**form.wanted(there), **({"slug": there.slug} if there else {})}
        try:
            kept = keep_publication(by=request.actor, fields=fields, origin=Publication.Origin.WRITTEN)
        except BadPublication as wrong:
            form.say(wrong.faults)
        else:
            messages.success(request, _("Kept. It stands in the library and in the search."))
            return see_other("office:publication", team=request.team.slug, slug=kept.slug)
    shown = shown_publication(there, request.actor.language) if there else None
    context = {"form": form, "there": there, "shown": shown}
    return render(request, "office/library/publication.html", context, status=422 if form.errors else 200)


@staff(Role.EDITOR)
@require_POST
def shelf(request: StaffRequest, slug: str) -> HttpResponse:
    """Taken out, or back."""
    one = publication_named(request.actor, slug)
    off = request.POST.get("do") == "withdraw"
    withdraw_publication(by=request.actor, publication=one, is_withdrawn=off)
    messages.success(request, _("It is taken out of the library.") if off else _("It is back in the library."))
    return see_other("office:publication", team=request.team.slug, slug=slug)


@staff(Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: StaffRequest) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    faults: Sequence[tuple[int, str, str]] = ()
    done = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = import_publications(
                by=request.actor, content=given["file"].read(MOST_READ), language=given["language"]
            )
        except NotImported as wrong:
            faults = wrong.faults
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            n = len(done.kept)
            said = ngettext("%(n)s publication was taken in.", "%(n)s publications were taken in.", n) % {"n": n}
            messages.success(request, said)
    known = [(number, shown_publication(one, request.actor.language)) for number, one in done.known] if done else []
    context = {"form": form, "faults": faults, "known": known, "done": done}
    return render(request, "office/library/import.html", context, status=422 if form.errors or faults else 200)
