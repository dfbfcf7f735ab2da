"""A part on one page to print, an exercise on paper, and the pictures, films and sounds of a programme."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.library.queries.files import file_in, made_at
from stegvis.people.models import NotFound
from stegvis.portals.client.programmes.page import written_in
from stegvis.portals.guard import client
from stegvis.portals.learning.files import sent_file
from stegvis.portals.programme.blocks import drawn
from stegvis.portals.programme.paper import block_of, paper_pdf
from stegvis.portals.programme.rich_text import Sources
from stegvis.selfhelp.queries.taken import programme_of, reading


@client
@require_safe
def whole(request: Any, module: uuid.UUID) -> HttpResponse:
    """Every step and every answer of a part, to read in one go or to print."""
    found = reading(request.actor, module)
    sources = Sources(found.taken.programme.sources)
    homework, language = found.part.of.homework, request.actor.language
    written = written_in(found, [*(block for step in found.steps for block in step.blocks), homework])
    context = {
        "taken": found.taken,
        "part": found.part,
        "steps": [(step, drawn(step.blocks, sources, language, written=written, level=3)) for step in found.steps],
        "homework": drawn([homework], sources, language, written=written),
        "sources": sources.listed,
        "files": "client:programme_file",
        "assignment": found.taken.id,
    }
    return render(request, "client/programme/print.html", context)


@client
@require_safe
def paper(request: Any, module: uuid.UUID, block: str) -> HttpResponse:
    """One exercise or sheet as a PDF, empty, to write on by hand."""
    found = reading(request.actor, module)
    wanted = block_of(found.part.of, block)
    if wanted is None:
        raise NotFound
    version = found.taken.version_id
    content = paper_pdf(found.taken.programme, found.part.of, wanted, made_at=made_at(version))
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="sheet.pdf"'}
    )


@client
@require_safe
def file(request: Any, assignment: uuid.UUID, file: str) -> HttpResponse:
    """A file of the programme. It may be seen by whoever has the programme."""
    taken = programme_of(request.actor, assignment)
    found = file_in(taken.version_id, file)
    if found is None:
        raise NotFound
    return sent_file(request, found.content, found.type)
