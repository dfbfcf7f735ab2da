"""The way into the editor, and what stands beside Wagtail's pages: remarks on a draft, publishing, other languages."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.definitions.pages import BadPage
from stegvis.definitions.programme import BadProgramme
from stegvis.library.actions.open_workshop import AUTHORING
from stegvis.library.actions.publish_draft import can_publish_draft, publish_draft
from stegvis.library.actions.voices import can_raise
from stegvis.library.actions.write_drafts import can_write, draft_from, write_in
from stegvis.library.actions.write_learn_drafts import draft_from_page, write_page_in
from stegvis.library.authoring.choices import written_languages
from stegvis.library.models import LanguagePage, LearnLanguage
from stegvis.library.queries.drafts import draft, language_page, whole_page
from stegvis.library.queries.kept import kept_pages, page_version
from stegvis.library.queries.programmes import published_programmes, version_of
from stegvis.library.queries.voices import stands_objection
from stegvis.portals.editor.guard import TEAM, EditorRequest, author
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other


@staff(*AUTHORING)
@require_safe
def come_in(request: StaffRequest) -> HttpResponse:
    """From a team's menu: what is written from here on belongs to the team's organisation."""
    request.session[TEAM] = request.team.slug
    return redirect("wagtailadmin_home")


@author
@require_safe
def remarks(request: EditorRequest, page_id: int) -> HttpResponse:
    page = whole_page(request.workshop, page_id)
    context = {
        "draft": draft(request.actor, page),
        "may_publish": can_publish_draft(request.actor, page),
        "is_objected": stands_objection(request.actor, page.about),
        "may_raise": can_raise(request.actor),
    }
    return render(request, "editor/remarks.html", context)


@author
@require_POST
def publish(request: EditorRequest, page_id: int) -> HttpResponse:
    page = whole_page(request.workshop, page_id)
    try:
        version = publish_draft(by=request.actor, page=page)
    except (BadProgramme, BadPage):
        messages.error(request, _("Nothing was published. What must be mended stands below."))
    else:
        messages.success(request, _("It is published as version %(number)s.") % {"number": version.number})
    return see_other("editor_remarks", page_id=page_id)


@author
def other_language(request: EditorRequest, page_id: int) -> HttpResponse:
    """One language as the beginning of another, or as the shape that another takes over."""
    page = language_page(request.workshop, page_id)
    if request.method == "POST":
        language = request.POST.get("language", "")
        written: LanguagePage | LearnLanguage
        if isinstance(page, LearnLanguage):
            written = write_page_in(by=request.actor, page=page, language=language)
        else:
            written = write_in(by=request.actor, page=page, language=language)
        return redirect("wagtailadmin_explore", written.pk)
    others = [each for each in written_languages() if each[0] != page.language]
    return render(request, "editor/other_language.html", {"page": page, "languages": others})


@author
@require_safe
def published(request: EditorRequest) -> HttpResponse:
    may_write = can_write(request.actor)
    context = {
        "versions": published_programmes(request.actor),
        "pages": kept_pages(request.actor) if may_write else (),
        "may_write": may_write,
    }
    return render(request, "editor/published.html", context)


@author
@require_POST
def open_draft(request: EditorRequest, version_id: uuid.UUID) -> HttpResponse:
    version = version_of(request.actor, version_id)
    page = draft_from(by=request.actor, workshop=request.workshop, version=version)
    return redirect("wagtailadmin_explore", page.pk)


@author
@require_POST
def open_page_draft(request: EditorRequest, version_id: uuid.UUID) -> HttpResponse:
    version = page_version(request.actor, version_id)
    page = draft_from_page(by=request.actor, workshop=request.workshop, version=version)
    return redirect("wagtailadmin_explore", page.pk)
