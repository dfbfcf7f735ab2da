"""CSL-JSON, both ways: plain JSON as citeproc and Crossref write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from stegvis.definitions.citations import pieces
from stegvis.definitions.citations.faults import BadFile, RecordFault, counted, text_of
from stegvis.definitions.citations.pieces import Place, Record

TYPES = {
    "report": "report", "article": "article-journal", "summary": "report", "guideline": "report",
    "book": "book", "chapter": "chapter", "thesis": "thesis", "web": "webpage",
}  # fmt: skip
# Crossref's own names stand beside those of CSL, since its files are called CSL-JSON too.
KINDS = {
    **{name: kind for kind, name in TYPES.items() if kind not in ("summary", "guideline")},
    **{
        "journal-article": "article",
        "article": "article",
        "article-magazine": "article",
        "paper-conference": "article",
    },
    **{"monograph": "book", "book-chapter": "chapter", "dissertation": "thesis", "standard": "guideline"},
}
_TEXTS = ("type", "title", "container-title", "publisher", "volume", "issue", "page", "DOI", "URL", "language",
          "abstract", "genre", "number", "license", "ISBN", "ISSN")  # fmt: skip
_NAMES = (("author", "author"), ("editor", "editor"), ("translator", "translator"))


def csl(record: Record, key: str) -> str:
    """The record as a CSL-JSON file with one item; `key` is its id."""
    place = pieces.place_of(record.get("volume") or "")
    item: dict[str, Any] = {
        "id": key,
        "type": TYPES[record["kind"]],
        "title": pieces.title_of(record),
        **{name: [_written(one) for one in pieces.named(record, role)] for name, role in _NAMES},
        "issued": {"date-parts": [[record["year"]]]} if record.get("year") else None,
        "container-title": record.get("published_in"),
        "volume": place.volume,
        "issue": place.issue,
        "page": place.pages,
        "publisher": record.get("institution"),
        "number": record.get("report_number"),
        "ISBN": " ".join(one["number"] for one in record.get("isbns") or ()),
        "ISSN": record.get("issn"),
        "DOI": record.get("doi"),
        "URL": record.get("url"),
        "language": record.get("language"),
        "abstract": pieces.abstract_of(record),
        "genre": record["kind"] if record["kind"] in ("summary", "guideline") else "",
    }
    return json.dumps([pieces.without_empty(item)], ensure_ascii=False, indent=2) + "\n"


def read_csl(content: bytes, language: str) -> list[dict[str, Any]]:
    """Every record of the file; `language` where a record says none. Raises BadFile with every fault."""
    text = text_of(content)
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as wrong:  # no JSON, or a number with thousands of digits
        raise BadFile([RecordFault(0, "not_json")]) from wrong
    items = given if isinstance(given, list) else [given]
    counted(len(items))
    faults = [fault for number, item in enumerate(items, 1) for fault in _faults(number, item)]
    if faults:
        raise BadFile(faults)
    return [_record(item, language) for item in items]


def _faults(number: int, item: Any) -> list[RecordFault]:
    if not isinstance(item, Mapping):
        return [RecordFault(number, "not_a_record")]
    wrong = [key for key in _TEXTS if not _is_text(item.get(key))]
    wrong += [key for key, _role in _NAMES if not _are_names(item.get(key))]
    if not isinstance(item.get("issued", {}), Mapping):
        wrong.append("issued")
    return [RecordFault(number, "wrong_kind", key) for key in wrong]


def _is_text(value: Any) -> bool:
    """A text or a number; Crossref wraps titles and serial numbers in lists."""
    if isinstance(value, list):
        return all(isinstance(one, str | int | Mapping) for one in value)
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def _are_names(value: Any) -> bool:
    return value is None or (
        isinstance(value, list)
        and all(
            isinstance(one, Mapping)
            and all(isinstance(one.get(key, ""), str) for key in ("family", "given", "literal"))
            for one in value
        )
    )


def _record(item: Mapping[str, Any], language: str) -> dict[str, Any]:
    kind = KINDS.get(_text(item, "type"), "web")
    genre = _text(item, "genre").lower()
    kind = genre if kind == "report" and genre in ("summary", "guideline") else kind
    own = pieces.language_of(_text(item, "language"), language)
    place = Place(_text(item, "volume"), _text(item, "issue"), _text(item, "page"))
    title, abstract = pieces.plain(_text(item, "title")), pieces.plain(_text(item, "abstract"))
    return pieces.without_empty(
        {
            "kind": kind,
            "titles": {own: title} if title else {},
            "abstracts": {own: abstract} if abstract else {},
            "contributors": [_contributor(one, role) for name, role in _NAMES for one in item.get(name) or ()],
            "year": _year(item.get("issued", {})),
            "published_in": _text(item, "container-title"),
            "volume": pieces.volume_of(place),
            "report_number": _text(item, "number"),
            "institution": _text(item, "publisher"),
            "isbns": pieces.isbns_of(_several(item, "ISBN")),
            "issn": next(iter(_several(item, "ISSN")), ""),
            "doi": _text(item, "DOI"),
            "url": _text(item, "URL"),
            "language": own,
        }
    )


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str | int)), None)
    return "" if value is None else str(value).strip()


def _several(item: Mapping[str, Any], key: str) -> list[str]:
    value = item.get(key)
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(value).replace(",", " ").split() if value else []


def _year(issued: Mapping[str, Any]) -> int | None:
    """`{"date-parts": [[2018, 9]]}`, or a text under `raw` or `literal`."""
    parts = issued.get("date-parts")
    written = str(parts[0]) if isinstance(parts, list) and parts else f"{issued.get('raw')} {issued.get('literal')}"
    return pieces.year_of(written)


def _contributor(one: Mapping[str, Any], role: str) -> dict[str, str]:
    family = " ".join(part for part in (one.get("non-dropping-particle"), one.get("family")) if part)
    name = pieces.written_name(family, one.get("given", "")) if family else one.get("literal") or one.get("name", "")
    found = {"name": str(name), "role": role}
    return {**found, "orcid": one["ORCID"]} if isinstance(one.get("ORCID"), str) else found


def _written(name: str) -> dict[str, str]:
    family, given = pieces.family_and_given(name)
    return {"family": family, "given": given} if given else {"literal": family}
