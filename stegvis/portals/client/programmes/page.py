"""What a step's template is given, the same for reading and for a form that came back; and the size of its type."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from stegvis.definitions.programme import Block, Step
from stegvis.portals.client.programmes.forms import Form
from stegvis.portals.client.programmes.words import (
    answer_words,
    handed_in_words,
    part_lines,
    reading_words,
    saved_words,
)
from stegvis.portals.programme.blocks import drawn
from stegvis.portals.programme.rich_text import Sources, rich_html
from stegvis.selfhelp.queries.taken import Reading

# A wish about reading, and nothing about the reader; it outlives the session, so that nobody asks for it each time.
COOKIE, LARGE, A_YEAR = "type", "large", 365 * 24 * 3600


def context_of(request: Any, found: Reading, here: Step, forms: Mapping[str, Form], public: bytes) -> dict[str, Any]:
    taken, part = found.taken, found.part
    sources = Sources(taken.programme.sources)
    names = [step.id for step in found.steps]
    is_last = here.id == part.of.homework.id
    number = len(names) + 1 if is_last else names.index(here.id) + 1
    written = written_in(found, [block for block in here.blocks if block.id not in forms])
    saved = [form.saved_at for form in forms.values() if form.saved_at]
    return {
        "taken": taken,
        "part": part,
        "here": here,
        "is_last": is_last,
        "number": number,
        "total": len(names) + 1,
        "blocks": drawn(here.blocks, sources, request.actor.language, forms=forms, written=written),
        "faults": [one for form in forms.values() for line in form.lines for one in line.fields if one.error],
        "forms": forms,
        "back": _address(found, names[number - 2]) if number > 1 else "",
        "onward": _address(found, names[number] if number < len(names) else "") if not is_last else "",
        "parts": part_lines(taken, part, here.id),
        "reading": reading_words(taken),
        "sent": handed_in_words(taken, part) if part.handed_in_at else "",
        "saved": saved_words(max(saved), taken.zone) if saved else "",
        "safety": rich_html(taken.programme.safety, sources, level=3),
        "sources": sources.listed,
        "copied": found.copied,
        "public": base64.b64encode(public).decode(),
        "measure_href": reverse("client:questions") if taken.is_read else "",
        "files": "client:programme_file",
        "assignment": taken.id,
        "is_large": is_large(request),
    }


def written_in(found: Reading, blocks: Sequence[Block]) -> Mapping[str, Sequence[Sequence[tuple[str, str]]]]:
    """What was written in these, to be read: by block, rows of (question, answer)."""
    return {
        block.id: [
            [
                (field.label, answer_words(field, row[field.id]) if field.id in row else "")
                for field in block.fields
                if field.id in row or block.rows == 1
            ]
            for row in found.sheet(block.id).rows
            if row
        ]
        for block in blocks
        if block.is_written_in
    }


def is_large(request: Any) -> bool:
    return bool(request.COOKIES.get(COOKIE) == LARGE)


def wants_size(request: Any) -> bool:
    """Whether the form is the one about the size of type."""
    return "size" in request.POST


def large_type(request: Any, response: HttpResponse) -> HttpResponse:
    """The same page again, in the size that was asked for."""
    size = LARGE if request.POST["size"] == LARGE else "usual"
    response.set_cookie(
        COOKIE, size, max_age=A_YEAR, path="/me/", httponly=True, secure=request.is_secure(), samesite="Lax"
    )
    return response


def _address(found: Reading, step: str) -> str:
    if not step:
        return reverse("client:homework", kwargs={"module": found.part.id})
    return reverse("client:step", kwargs={"module": found.part.id, "step": step})
