"""RIS, both ways, by rispy: what reference managers import, and what archives offer for download."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import rispy

from stegvis.definitions.citations import pieces
from stegvis.definitions.citations.faults import BadFile, RecordFault, counted, text_of
from stegvis.definitions.citations.pieces import Place, Record

TYPES = {
    "report": "RPRT", "article": "JOUR", "summary": "RPRT", "guideline": "RPRT",
    "book": "BOOK", "chapter": "CHAP", "thesis": "THES", "web": "ELEC",
}  # fmt: skip
KINDS = {
    **{"RPRT": "report", "GOVDOC": "report", "JOUR": "article", "EJOUR": "article", "MGZN": "article"},
    **{"BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter"},
    **{"THES": "thesis", "ELEC": "web", "WEB": "web", "BLOG": "web"},
}


class _Writer(rispy.RisWriter):  # type: ignore[misc]  # rispy has no types
    """One record a file, without the running number that rispy writes before each."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        return ""


def ris(record: Record) -> str:
    """The record as a RIS file."""
    place = pieces.place_of(record.get("volume") or "")
    first, last = pieces.pages_of(place.pages)
    numbers = [one["number"] for one in record.get("isbns") or ()]
    written: dict[str, Any] = {
        "type_of_reference": TYPES[record["kind"]],
        "title": pieces.title_of(record),
        "authors": pieces.named(record, "author"),
        "secondary_authors": pieces.named(record, "editor"),
        "year": str(record.get("year") or ""),
        "secondary_title": record.get("published_in"),
        "volume": place.volume,
        "number": place.issue or record.get("report_number"),
        "start_page": first,
        "end_page": last,
        "publisher": record.get("institution"),
        "issn": record.get("issn") or next(iter(numbers), ""),
        "doi": record.get("doi"),
        "urls": [record["url"]] if record.get("url") else [],
        "language": record.get("language"),
        "abstract": pieces.abstract_of(record),
        "type_of_work": record["kind"] if record["kind"] in ("summary", "guideline") else "",
    }
    kept = {key: _on_one_line(value) for key, value in written.items() if value}
    # The separator of addresses stands in addresses too; one is enough for us, so none is looked for.
    return str(rispy.dumps([kept], implementation=_Writer))


def read_ris(content: bytes, language: str) -> list[dict[str, Any]]:
    """Every record of the file; `language` where a record says none. Raises BadFile with every fault."""
    text = text_of(content)
    begun = sum(line.startswith("TY  -") for line in text.split("\n"))
    if not begun:
        raise BadFile([RecordFault(0, "not_ris")])
    counted(begun)
    faults = _unended(text)
    if faults:
        raise BadFile(faults)
    try:
        found = rispy.loads(text, delimiter_tags_mapping={})
    except (KeyError, AttributeError, TypeError) as wrong:
        raise BadFile([RecordFault(0, "not_ris")]) from wrong
    return [_record(one, language) for one in found]


def _unended(text: str) -> list[RecordFault]:
    """Records that begin before the one before them has ended; rispy would join them or leave them out in silence."""
    faults, number, is_open = [], 0, False
    for line in [*text.split("\n"), "TY  -"]:
        if line.startswith("TY  -"):
            if is_open:
                faults.append(RecordFault(number, "not_ended"))
            number, is_open = number + 1, True
        elif line.startswith("ER  -"):
            is_open = False
    return faults


def _record(given: Mapping[str, Any], language: str) -> dict[str, Any]:
    kind = KINDS.get(given.get("type_of_reference", ""), "web")
    work = str(given.get("type_of_work", "")).lower()
    kind = work if kind == "report" and work in ("summary", "guideline") else kind
    own = pieces.language_of(_first(given, "language"), language)
    first, last = _first(given, "start_page"), _first(given, "end_page")
    issue = _first(given, "number")
    serial = _first(given, "issn")
    is_book = len("".join(sign for sign in serial if sign.isalnum())) >= 10
    is_report = kind in ("report", "summary", "guideline")
    place = Place(_first(given, "volume"), "" if is_report else issue, f"{first}-{last}" if first and last else first)
    return pieces.without_empty(
        {
            "kind": kind,
            "titles": _by_language(own, _first(given, "title", "primary_title")),
            "abstracts": _by_language(own, _first(given, "abstract", "notes_abstract")),
            "contributors": pieces.people(
                [*given.get("authors", ()), *given.get("first_authors", ())], given.get("secondary_authors", ())
            ),
            "year": pieces.year_of(_first(given, "year", "publication_year", "date")),
            "published_in": _first(given, "secondary_title", "journal_name", "alternate_title3", "alternate_title2"),
            "volume": pieces.volume_of(place),
            "report_number": issue if is_report else "",
            "institution": _first(given, "publisher"),
            "isbns": pieces.isbns_of([serial]) if is_book else [],
            "issn": "" if is_book else serial,
            "doi": _first(given, "doi"),
            "url": next(iter(given.get("urls", ())), ""),
            "language": own,
        }
    )


def _by_language(language: str, text: str) -> dict[str, str]:
    cleaned = pieces.plain(text)
    return {language: cleaned} if cleaned else {}


def _first(given: Mapping[str, Any], *names: str) -> str:
    return next((str(given[name]).strip() for name in names if given.get(name)), "")


def _on_one_line(value: str | Sequence[str]) -> str | list[str]:
    """A line that begins like a tag would be read as one, so no value has a second line."""
    return " ".join(value.split()) if isinstance(value, str) else [" ".join(one.split()) for one in value]
