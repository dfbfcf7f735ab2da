"""OAI-PMH 2.0: the address of the next question to an archive, and its answer read. It reaches no network.

Written here on the standard library's XML, guarded by defusedxml: the clients there are fetch by themselves, follow
redirects and read an answer of any length, and a harvest may do none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from stegvis.definitions.citations import pieces

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Words of `dc:type` in catalogues of Norway and Sweden (also the info:eu-repo vocabulary), the particular ones first.
_KINDS = (
    ("thesis", ("thesis", "dissertation", "avhandling", "oppgave")),
    ("chapter", ("bookpart", "chapter", "kapittel", "kapitel")),
    ("article", ("article", "artikkel", "artikel", "journal")),
    ("guideline", ("guideline", "retningslinje", "riktlinje")),
    ("book", ("book", "bok")),
    ("report", ("report", "rapport")),
)


class BadAnswer(ValueError):  # noqa: N818  (it is an answer)
    """What came is no answer of an archive; the message is a whole sentence."""


@dataclass(frozen=True)
class Harvested:
    """One record. `fields` are those of a publication; none where the archive has deleted it."""

    oai: str
    is_deleted: bool
    fields: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """`token` asks for what follows; empty: that was all. `error` is the archive's own code, `said` its words."""

    records: Sequence[Harvested] = ()
    token: str = ""
    error: str = ""
    said: str = ""


def question(url: str, *, part: str = "", since: str = "", token: str = "") -> str:
    """The address to ask: from the beginning, from a day on (YYYY-MM-DD), or on from where an answer ended."""
    asked = {"verb": "ListRecords"}
    if token:
        asked["resumptionToken"] = token
    else:
        asked["metadataPrefix"] = "oai_dc"
        asked |= {name: value for name, value in (("set", part), ("from", since)) if value}
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}"


def read_answer(content: bytes, language: str) -> Answer:
    """The records and where to go on; `language` where a record says none. Raises BadAnswer."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, LookupError, ValueError) as wrong:
        raise BadAnswer("What the archive sent is no XML that can be read safely.") from wrong
    if root.tag != f"{_OAI}OAI-PMH":
        raise BadAnswer("What the archive sent is no answer of OAI-PMH.")
    error = root.find(f"{_OAI}error")
    if error is not None:
        return Answer(error=error.get("code", "unknown"), said=_text(error))
    listed = root.find(f"{_OAI}ListRecords")
    if listed is None:
        raise BadAnswer("The archive answered another question than the one that was asked.")
    records = [_record(one, language) for one in listed.findall(f"{_OAI}record")]
    return Answer(records, _text(listed.find(f"{_OAI}resumptionToken")))


def _record(record: Element, language: str) -> Harvested:
    header = record.find(f"{_OAI}header")
    oai = _text(header.find(f"{_OAI}identifier")) if header is not None else ""
    if header is None or not oai:
        raise BadAnswer("A record of the archive has no name of its own.")
    is_deleted = header.get("status") == "deleted"
    return Harvested(oai, is_deleted, {} if is_deleted else _fields(record, language))


def _fields(record: Element, language: str) -> dict[str, Any]:
    own = pieces.language_of(next(iter(_all(record, "language")), ""), language)
    identifiers, relations = _all(record, "identifier"), _all(record, "relation")
    addresses = [one for one in identifiers if one.startswith(("https://", "http://"))]
    creators = [{"name": name, "role": "author"} for name in _all(record, "creator")]
    return pieces.without_empty(
        {
            "kind": _kind(_all(record, "type")),
            "titles": _by_language(record, "title", own),
            "abstracts": _by_language(record, "description", own),
            "contributors": creators + [{"name": name, "role": "contributor"} for name in _all(record, "contributor")],
            "year": next(filter(None, map(pieces.year_of, _all(record, "date"))), None),
            "published_in": next(iter(_all(record, "source")), "")[:300],
            "institution": next(iter(_all(record, "publisher")), "")[:300],
            "isbns": pieces.isbns_of(_called(r"isbn", identifiers)),
            "issn": next(iter(_called(r"issn", [*identifiers, *relations])), ""),
            "doi": next(
                iter(one for one in identifiers if re.match(r"(doi:|https?://(dx\.)?doi\.org/|10\.)", one)), ""
            ),
            "url": next((one for one in addresses if "doi.org/" not in one), next(iter(addresses), ""))[:500],
            "licence": next((one for one in _all(record, "rights") if len(one) <= 60), ""),
            "language": own,
        }
    )


def _by_language(record: Element, name: str, own: str) -> dict[str, str]:
    """The first text of each language that the record marks; what is not marked is in the work's own."""
    found: dict[str, str] = {}
    for one in record.iter(f"{_DC}{name}"):
        text = pieces.plain(_text(one))
        if text:
            found.setdefault(pieces.language_of(one.get(_XML_LANGUAGE, ""), own), text)
    return found


def _kind(types: Sequence[str]) -> str:
    words = " ".join(types).lower().replace(" ", "")
    return next((kind for kind, signs in _KINDS if any(sign in words for sign in signs)), "web")


def _called(name: str, texts: Sequence[str]) -> list[str]:
    """Those that say themselves that they are such a number."""
    return [one for one in texts if re.match(rf"(urn:)?{name}\b", one, re.I)]


def _all(record: Element, name: str) -> list[str]:
    return [text for text in (_text(one) for one in record.iter(f"{_DC}{name}")) if text]


def _text(element: Element | None) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""
