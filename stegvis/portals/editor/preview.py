"""A draft as its reader will meet it, on one page. Nothing is written in it and nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.definitions.programme import BadProgramme, Field, Module, Programme
from stegvis.library.queries.drafts import draft_in, programme_page
from stegvis.portals.editor.files import file
from stegvis.portals.editor.guard import EditorRequest, author
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
    """A draft that is no programme yet cannot be shown: its remarks are, instead."""
    try:
        programme = draft_in(programme_page(request.workshop, page_id), language)
    except BadProgramme:
        return see_other("editor_remarks", page_id=page_id)
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
