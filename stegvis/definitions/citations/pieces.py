"""What the formats have in common: names, the volume as it is cited, languages, and which title is the work's own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Record = Mapping[str, Any]

# ISO 639-1 and -2 as catalogues in Norway and Sweden write them; `no` is taken as bokmål, the common case.
_LANGUAGES = {
    **{"no": "nb", "nor": "nb", "nob": "nb", "nno": "nn", "swe": "sv", "eng": "en", "dan": "da", "fin": "fi"},
    **{"norwegian": "nb", "bokmål": "nb", "nynorsk": "nn", "swedish": "sv", "english": "en", "ger": "de", "deu": "de"},
}
_VOLUME = re.compile(r"(?P<volume>[^(),:]+?)?\s*(?:\((?P<issue>[^)]+)\))?\s*(?:[,:]\s*(?P<pages>.+))?")
# What follows a name begins with a space and ends before the next sign, so that a text of opening signs alone is read
# in one go.
_MARKUP = re.compile(r"</?(jats:[a-z-]+|p|i|b|em|strong|sub|sup|sec|title)(\s[^<>]*)?/?>", re.I)


class Place(NamedTuple):
    """Where in its journal a work stands."""

    volume: str = ""
    issue: str = ""
    pages: str = ""


def title_of(record: Record) -> str:
    """The title in the work's own language, or the first there is."""
    titles = record["titles"]
    return str(titles.get(record.get("language")) or next(iter(titles.values()), ""))


def abstract_of(record: Record) -> str:
    """The abstract in the work's own language, or the first there is."""
    abstracts = record.get("abstracts") or {}
    return str(abstracts.get(record.get("language")) or next(iter(abstracts.values()), ""))


def named(record: Record, role: str) -> list[str]:
    """The contributors of one role, in their order, each as `Family, Given` or the name of an institution."""
    return [one["name"] for one in record.get("contributors") or () if one["role"] == role]


def family_and_given(name: str) -> tuple[str, str]:
    """`Knapstad, Marit` in its two parts; a name without a comma is one part, an institution's."""
    family, _, given = name.partition(",")
    return family.strip(), given.strip()


def written_name(family: str, given: str) -> str:
    return f"{family}, {given}" if given else family


def place_of(volume: str) -> Place:
    """`36(1), 12-20` in its parts; what is written another way is a volume as a whole."""
    found = _VOLUME.fullmatch(volume.strip())
    return Place(*(part or "" for part in found.group("volume", "issue", "pages"))) if found else Place(volume)


def volume_of(place: Place) -> str:
    """The parts as they are cited."""
    numbered = f"{place.volume}({place.issue})" if place.issue else place.volume
    return ", ".join(part for part in (numbered, place.pages.replace("--", "-")) if part)


def pages_of(pages: str) -> tuple[str, str]:
    """First and last page; one alone has no last."""
    first, _, last = re.sub(r"[\u2010-\u2015]+|--", "-", pages).partition("-")
    return first.strip(), last.strip()


def language_of(written: str, otherwise: str) -> str:
    """Two letters from a code or a name as catalogues write it; `otherwise` where it says nothing we know."""
    small = written.strip().lower()
    short = re.split(r"[-_]", small)[0]
    known = _LANGUAGES.get(small) or _LANGUAGES.get(short)
    return known or (short if re.fullmatch(r"[a-z]{2}", short) else otherwise)


def year_of(written: str) -> int | None:
    """The first four digits that are a year."""
    found = re.search(r"\b(1[5-9]|20)[0-9]{2}\b", written)
    return int(found.group()) if found else None


def plain(text: str) -> str:
    """Without the markup that registers put into abstracts, on one line."""
    return " ".join(_MARKUP.sub(" ", text).split())


def people(authors: Sequence[str], editors: Sequence[str]) -> list[dict[str, str]]:
    return [{"name": name, "role": "author"} for name in authors] + [
        {"name": name, "role": "editor"} for name in editors
    ]


def isbns_of(numbers: Sequence[str], medium: str = "") -> list[dict[str, str]]:
    return [{"number": number, "medium": medium} for number in numbers]


def without_empty(record: dict[str, Any]) -> dict[str, Any]:
    """Only what the file said."""
    return {key: value for key, value in record.items() if value not in ("", None, [], {})}
