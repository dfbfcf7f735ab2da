"""The blocks of a step as their template draws them, and the sources they name. Knows no reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.safestring import SafeString

from stegvis.definitions.instrument import UnknownInstrument, instrument
from stegvis.definitions.programme import Block
from stegvis.portals.programme.rich_text import Sources, rich_html

# Kinds whose title is a heading of its own: headings in their text stand one level lower.
_TITLED = ("example", "exercise", "worksheet")


@dataclass(frozen=True)
class Drawn:
    """One block. `form` is what a reader writes in, drawn by the page that has one; `rows` what was written in it.

    `measure` is "ready" where the questionnaire can be shown, "no words" where the site has to supply them.
    """

    id: str
    kind: str
    content: Mapping[str, Any]
    body: SafeString
    form: Any = None
    rows: Any = None
    measure: str = ""
    name: str = ""

    @property
    def title(self) -> str:
        """Its heading; for a reflection its question. "" for what has none."""
        return str(self.content.get("title") or self.content.get("prompt") or "")


def drawn(
    blocks: Iterable[Block],
    sources: Sources,
    language: str,
    *,
    forms: Mapping[str, Any] | None = None,
    written: Mapping[str, Any] | None = None,
    level: int = 2,
) -> Sequence[Drawn]:
    """In their order; `forms` and `written` by the id of the block that is written in. Headings in text at `level`."""
    forms, written = forms or {}, written or {}
    return [
        replace(_drawn(block, sources, language, level), form=forms.get(block.id), rows=written.get(block.id))
        for block in blocks
    ]


def _drawn(block: Block, sources: Sources, language: str, level: int) -> Drawn:
    text = next((block.content[key] for key in ("body", "intro", "transcript") if key in block.content), ())
    body = rich_html(text, sources, level=3 if block.kind in _TITLED else level)
    if block.kind == "measure":
        measure, name = _measure(block.content["instrument"], language)
        return Drawn(block.id, block.kind, block.content, body, measure=measure, name=name)
    return Drawn(block.id, block.kind, block.content, body)


def _measure(name: str, language: str) -> tuple[str, str]:
    try:
        found = instrument(name)
    except UnknownInstrument:
        return "no words", name
    return "ready" if found.wordings else "no words", found.names[language]
