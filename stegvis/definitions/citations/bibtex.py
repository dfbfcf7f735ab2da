"""BibTeX, written. No library is used: the one that is no beta escapes nothing, and an entry is short."""

from __future__ import annotations

import re

from stegvis.definitions.citations import pieces
from stegvis.definitions.citations.pieces import Record

TYPES = {
    "report": "techreport", "article": "article", "summary": "techreport", "guideline": "techreport",
    "book": "book", "chapter": "incollection", "thesis": "phdthesis", "web": "misc",
}  # fmt: skip
# Where the series or journal, and the institution, stand in an entry of each type.
_WHERE = {"article": "journal", "incollection": "booktitle"}
_WHO = {"techreport": "institution", "phdthesis": "school"}
_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    **{"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"},
}
_ESCAPED = re.compile(r"[&%$#_{}~^\\]")


def bibtex(record: Record, key: str) -> str:
    """The record as one entry in UTF-8, its title in double braces, so that styles leave its capitals alone."""
    entry = TYPES[record["kind"]]
    place = pieces.place_of(record.get("volume") or "")
    fields = {
        "title": f"{{{_safe(pieces.title_of(record))}}}",
        "author": _names(record, "author"),
        "editor": _names(record, "editor"),
        "year": str(record.get("year") or ""),
        _WHERE.get(entry, "series"): _safe(record.get("published_in") or ""),
        "volume": _safe(place.volume),
        "number": _safe(place.issue or record.get("report_number") or ""),
        "pages": _safe("--".join(part for part in pieces.pages_of(place.pages) if part)),
        _WHO.get(entry, "publisher"): _safe(record.get("institution") or ""),
        "isbn": ", ".join(one["number"] for one in record.get("isbns") or ()),
        "issn": record.get("issn") or "",
        # Read as they stand by every style that prints them, so only what would end the field is taken away.
        "doi": _unbraced(record.get("doi") or ""),
        "url": _unbraced(record.get("url") or ""),
        "langid": record.get("language") or "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{entry}{{{key},", *lines, "}"]) + "\n"


def _names(record: Record, role: str) -> str:
    """An institution stands in braces of its own, or BibTeX would take its last word for a family name."""
    return " and ".join(_safe(name) if "," in name else f"{{{_safe(name)}}}" for name in pieces.named(record, role))


def _safe(text: str) -> str:
    return _ESCAPED.sub(lambda found: _SPECIAL[found.group()], " ".join(text.split()))


def _unbraced(text: str) -> str:
    return re.sub(r"[{}\\\s]", "", text)
