"""A draft as its reader will meet it, on one page. Nothing is written in it and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stegvis.definitions.pages import BadPage, LearnPage
from stegvis.definitions.programme import BadProgramme, Field, Module, Programme
from stegvis.library.models import LearnDraft
from stegvis.library.queries.claims import claims_named
from stegvis.library.queries.drafts import draft_in, learn_draft_in, whole_page
from stegvis.library.queries.publications import publications_named
from stegvis.portals.editor.files import file
from stegvis.portals.editor.guard import EditorRequest, author
from stegvis.portals.learning.blocks import Known, learnt
from stegvis.portals.programme.blocks import Drawn, drawn
from stegvis.portals.programme.rich_text import Sources, rich_html
from stegvis.portals.see_other import see_other


@dataclass(frozen=True)
class Shown:
    """A module with its pages: heading, then each block with the questions that are answered in it."""

    module: Module
    pages: Sequence[tuple[str, Sequence[tuple[Drawn, Sequence[Field]]]]]


@author
@require_safe
def preview(request: EditorRequest, page_id: int, language: str) -> HttpResponse:
    """A draft with a fault cannot be shown: its remarks are, instead."""
    page = whole_page(request.workshop, page_id)
    try:
        if isinstance(page, LearnDraft):
            return _of_page(request, page_id, learn_draft_in(page, language))
        return _of_programme(request, page_id, draft_in(page, language))
    except (BadProgramme, BadPage):
        return see_other("editor_remarks", page_id=page_id)


def _of_programme(request: EditorRequest, page_id: int, programme: Programme) -> HttpResponse:
    sources = Sources(programme.sources)
    context = {
        "programme": programme,
        "for_whom": rich_html(programme.for_whom, sources),
        "safety": rich_html(programme.safety, sources),
        "modules": [_shown(module, programme, sources) for module in programme.modules],
        "sources": sources.listed,
        "files": "editor_draft_file",
        "assignment": page_id,
    }
    return render(request, "editor/preview.html", context)


def _of_page(request: EditorRequest, page_id: int, read: LearnPage) -> HttpResponse:
    """A page of the library with what it points to; a poll takes no answers here, and no offers are listed."""
    sources = Sources(read.sources)
    reader = replace(request.actor, language=read.language)
    publications = publications_named(reader, read.named("publications"))
    known = Known(
        claims=claims_named(reader, read.named("claim")),
        publications={one.slug: one for one in publications},
        file=lambda name: reverse("editor_draft_file", args=(page_id, name)),
    )
    parts = [(part, learnt(part.blocks, sources, known, level=3)) for part in read.parts]
    context = {
        "read": read,
        "parts": parts,
        "level": 3,
        "sources": sources.listed,
        "picture": known.file(read.image) if read.image else "",
        "draft": page_id,
    }
    return render(request, "editor/preview_page.html", context)


@author
@require_safe
def draft_file(request: EditorRequest, page_id: int, name: str) -> HttpResponse:
    """A file that a draft shows: one of the organisation's."""
    answer: HttpResponse = file.unguarded(request, name)  # type: ignore[attr-defined]
    return answer


def _shown(module: Module, programme: Programme, sources: Sources) -> Shown:
    pages = [
        (
            step.title,
            [
                (one, block.fields)
                for one, block in zip(drawn(step.blocks, sources, programme.language), step.blocks, strict=True)
            ],
        )
        for step in module.steps
    ]
    homework = drawn([module.homework], sources, programme.language)[0]
    return Shown(module, [*pages, ("", [(homework, module.homework.fields)])])
