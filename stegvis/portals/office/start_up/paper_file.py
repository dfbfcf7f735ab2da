"""A team's paper to take along, as plain text or as a PDF. Its words reach the PDF as data, never as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files

import typst
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from stegvis.definitions.kit import template_language
from stegvis.network.queries.papers import OwnPaperView
from stegvis.people.models import NotFound
from stegvis.portals.guard import StaffRequest

TYPES = {"paper.txt": "text/plain; charset=utf-8", "paper.pdf": "application/pdf"}
_HEADING = re.compile(r"#{1,4}\s+(.+)")
_POINT = re.compile(r"[-*]\s+(.+)")
_STEP = re.compile(r"[0-9]{1,3}[.)]\s+(.+)")
_SHAPES = ((_HEADING, "heading"), (_POINT, "point"), (_STEP, "step"))

Block = dict[str, str | list[str]]


def paper_file(request: StaffRequest, paper: OwnPaperView, file: str) -> HttpResponse:
    """Raises NotFound for a file of another name."""
    if file not in TYPES:
        raise NotFound
    language = template_language(request.actor.language, request.actor.country)
    content = text_of(paper) if file.endswith(".txt") else paper_pdf(paper.title, paper.text, language)
    name = f"{slugify(paper.title)[:60] or 'paper'}{file[5:]}"
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=TYPES[file], headers=headers)


def text_of(paper: OwnPaperView) -> bytes:
    return f"# {paper.title}\n\n{paper.text}\n".encode()


def paper_pdf(title: str, text: str, language: str) -> bytes:
    """Tagged PDF/UA-1. `language` is that of the words."""
    template = (files("stegvis.portals.office.start_up") / "paper.typ").read_bytes()
    said = {"title": title, "language": language, "blocks": list(blocks(text))}
    made: bytes = typst.compile(
        template, format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(said, ensure_ascii=False)},
    )  # fmt: skip
    return made


def blocks(text: str) -> Iterator[Block]:
    """Headings, paragraphs, and lists of the points or steps that follow each other."""
    lines: list[str] = []
    kind = "paragraph"
    for line in [*text.splitlines(), ""]:
        found, words = _shape(line.strip())
        if lines and (found != kind or found == "heading" or not words):
            yield _block(kind, lines)
            lines = []
        if words:
            kind = found
            lines.append(words)


def _shape(line: str) -> tuple[str, str]:
    for pattern, kind in _SHAPES:
        if shaped := pattern.fullmatch(line):
            return kind, shaped[1]
    return "paragraph", line


def _block(kind: str, lines: list[str]) -> Block:
    if kind in ("heading", "paragraph"):
        # A line break that somebody made stays one: addresses and "Time: … Place: …" are written so.
        return {"kind": kind, "text": "\n".join(lines)}
    return {"kind": kind, "items": lines}
