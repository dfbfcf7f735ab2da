"""A report as a PDF that everybody can read (PDF/UA-1): headings, tables with heads, pictures with words for them.

Pure: words and pictures in, bytes out. The words are the caller's, in the reader's language.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.resources import files

import typst

TEMPLATE = "report.typ"


@dataclass(frozen=True)
class Table:
    """Rows of words under their heads; the first column heads its row, the others are figures and stand to the right.

    `notes` are sentences that stand under the first column's words, one a row, or none at all.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A drawing, and what it shows in words, for those who do not see it."""

    svg: str
    words: str


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it, in this order."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    picture: Picture | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Report:
    """The whole document. `language` is an ISO code; `facts` are (word, value) under the title."""

    title: str
    language: str
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    page_words: str


def report_pdf(report: Report, *, made_at: datetime) -> bytes:
    """The report as tagged PDF/UA-1. Words are never read as markup: they reach the template as data."""
    made: bytes = typst.compile(
        _template(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,  # the fonts in the wheel, so that the file is the same on every machine
        sys_inputs=_inputs(report),
        timestamp=made_at.replace(microsecond=0),  # typst takes whole seconds
    )
    return made


def report_pages(report: Report, *, dots_per_inch: int = 96) -> list[bytes]:
    """The same pages as PNG pictures, for looking at."""
    made = typst.compile(
        _template(), format="png", ignore_system_fonts=True, sys_inputs=_inputs(report), ppi=float(dots_per_inch)
    )
    return [made] if isinstance(made, bytes) else list(made)


def _template() -> bytes:
    return files("stegvis.outcomes.reports").joinpath(TEMPLATE).read_bytes()


def _inputs(report: Report) -> dict[str, str]:
    return {"report": json.dumps(asdict(report), ensure_ascii=False)}
