"""An exercise or a sheet of a programme on paper: a PDF that everybody can read (PDF/UA-1), with lines to write on.

Pure: a block of a frozen programme in, bytes out. It holds nothing of any client.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from stegvis.definitions.programme import Block, Module, Programme

TEMPLATE = "sheet.typ"
KINDS = ("exercise", "worksheet", "reflection")


def block_of(module: Module, name: str) -> Block | None:
    """The block of that id that has a paper sheet: an exercise, or anything that is written in."""
    blocks = [block for step in module.steps for block in step.blocks if block.kind in KINDS]
    return next((block for block in (*blocks, module.homework) if block.id == name), None)


def paper_pdf(programme: Programme, module: Module, block: Block, *, made_at: datetime) -> bytes:
    """The sheet as it was printed before, or printed now: a version never changes. `made_at` is the version's."""
    return compiled(json.dumps(_sheet(programme, module, block)), made_at)


@lru_cache(maxsize=128)
def compiled(sheet: str, made_at: datetime) -> bytes:
    """A sheet in the template's words, as JSON, printed; the same sheet is printed once."""
    made: bytes = typst.compile(
        files("stegvis.portals.programme").joinpath(TEMPLATE).read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,  # the fonts in the wheel, so that the file is the same on every machine
        sys_inputs={"sheet": sheet},
        timestamp=made_at.replace(microsecond=0),  # typst takes whole seconds
    )
    return made


def _sheet(programme: Programme, module: Module, block: Block) -> Mapping[str, Any]:
    """All words in the programme's own language, whatever the page around it speaks."""
    with override(programme.language):
        return {
            "language": programme.language,
            "programme": programme.title,
            "part": module.title,
            "title": block.content.get("title") or (_("Questions of the week") if block == module.homework else ""),
            "prompt": block.content.get("prompt", ""),
            "body": block.content.get("body", block.content.get("intro", [])),
            "minutes": _minutes(block),
            "fields": [asdict(field) for field in block.fields],
            "rows": block.rows,
            "words": {"yes": _("Yes"), "no": _("No"), "page": _("Page"), "notes": _("Notes")},
        }


def _minutes(block: Block) -> str:
    minutes = block.content.get("minutes")
    return ngettext("About %(n)d minute", "About %(n)d minutes", minutes) % {"n": minutes} if minutes else ""
