"""What a publication must be to be kept: each field read into its one form, or refused with a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stegvis.definitions import clock
from stegvis.definitions.publication_numbers import (
    SENTENCES,
    NotANumber,
    Reason,
    read_doi,
    read_isbn,
    read_issn,
    read_orcid,
)
from stegvis.library.models import Publication
from stegvis.people.models import Denied

ROLES = ("author", "editor", "translator", "supervisor", "contributor")
# Printing came to Europe about 1450; what is announced for next year may be kept already.
EARLIEST = 1450
LONGEST_TITLE, LONGEST_ABSTRACT, MOST_NAMES = 500, 10_000, 200
SAID = {
    Reason.CHARACTERS: gettext_noop("{written} is no {number}: there are signs in it that do not belong there."),
    Reason.LENGTH: gettext_noop("{written} is no {number}: it has too few digits or too many."),
    Reason.CHECK_DIGIT: gettext_noop(
        "{written} is no {number}: the last sign does not fit the others, so one of them is mistyped."
    ),
    Reason.PREFIX: gettext_noop("{written} is no {number}: with 13 digits it begins with 978 or 979."),
    Reason.FORM: gettext_noop("{written} is no {number}: it begins with 10., a number and a slash, as 10.1000/182."),
}
assert SAID == SENTENCES  # one sentence, written twice only because gettext must find it


class BadPublication(Denied):
    """The publication cannot be kept as it is; a sentence for each field that is wrong."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(" ".join(faults.values()))
        self.faults = dict(faults)


def checked_publication(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Every field of the model that an editor, a file or an archive gives, in its one form. Raises BadPublication.

    A field that is not named is empty; one that is not known is refused, so that nothing is lost in silence.
    """
    faults = {name: _("There is no field of that name: %(name)s.") % {"name": name} for name in set(fields) - set(READ)}
    read: dict[str, Any] = {}
    for name, reader in READ.items():
        try:
            read[name] = reader(fields.get(name))
        except NotANumber as wrong:
            faults[name] = said(wrong)
        except Denied as wrong:
            faults[name] = wrong.sentence
    if faults:
        raise BadPublication(faults)
    return read


def said(wrong: NotANumber) -> str:
    """Which number, and why, in the reader's language."""
    return _(SAID[wrong.reason]).format(number=wrong.number, written=wrong.written)


def _titles(given: Any) -> dict[str, str]:
    titles = _texts(given, LONGEST_TITLE)
    if not titles:
        raise Denied(_("A title is missing."))
    return titles


def _abstracts(given: Any) -> dict[str, str]:
    return _texts(given, LONGEST_ABSTRACT)


def _texts(given: Any, longest: int) -> dict[str, str]:
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(text, str) for text in given.values()):
        raise Denied(_("Texts are given by language."))
    texts = {_language(language): text.replace("\x00", "").strip() for language, text in given.items() if text.strip()}
    if any(len(text) > longest for text in texts.values()):
        raise Denied(_("A text has more than %(n)s signs.") % {"n": longest})
    return texts


def _contributors(given: Any) -> list[dict[str, str]]:
    """`Family, Given` for a person; without a comma for an institution."""
    listed = [_contributor(one) for one in given or []]
    if len(listed) > MOST_NAMES:
        raise Denied(_("There are more than %(n)s names.") % {"n": MOST_NAMES})
    return listed


def _contributor(one: Any) -> dict[str, str]:
    if not isinstance(one, Mapping) or not isinstance(one.get("name"), str) or not one["name"].strip():
        raise Denied(_("Somebody has no name."))
    if one.get("role") not in ROLES:
        raise Denied(_("%(name)s has no role that we know.") % {"name": one["name"][:80]})
    kept = {"name": _line(300)(one["name"]), "role": one["role"]}
    return {**kept, "orcid": read_orcid(one["orcid"])} if one.get("orcid") else kept


def _isbns(given: Any) -> list[dict[str, str]]:
    """Each once, with 13 digits; the medium as the publisher says it: web, pdf, print."""
    if not all(isinstance(one, Mapping) and one.get("number") for one in given or []):
        raise Denied(_("An ISBN has a number, and may have a medium."))
    found = {read_isbn(str(one["number"])): _line(40)(one.get("medium")) for one in given or []}
    return [{"number": number, "medium": medium} for number, medium in found.items()]


def _year(given: Any) -> int | None:
    if given in (None, ""):
        return None
    if not isinstance(given, int) or not EARLIEST <= given <= clock.now().year + 1:
        raise Denied(_("%(year)s is no year in which it can have been published.") % {"year": given})
    return given


def _line(longest: int) -> Callable[[Any], str]:
    def read(given: Any) -> str:
        text = " ".join(str(given or "").replace("\x00", "").split())
        if len(text) > longest:
            raise Denied(_("A text has more than %(n)s signs.") % {"n": longest})
        return text

    return read


def _language(given: Any) -> str:
    if not isinstance(given, str) or not re.fullmatch(r"[a-z]{2}", given):
        raise Denied(_("A language is named by two small letters, as nb, sv or en."))
    return given


def _kind(given: Any) -> str:
    if given not in Publication.Kind.values:
        raise Denied(_("It is not said what kind of publication this is."))
    return str(given)


def _url(given: Any) -> str:
    text = _line(500)(given)
    try:
        split = urlsplit(text)
        is_address = split.scheme in ("https", "http") and bool(split.hostname) and split.username is None
    except ValueError:
        is_address = False
    if text and (not is_address or " " in text):
        raise Denied(_("The address must begin with https:// or http://."))
    return text


def _topics(given: Any) -> list[str]:
    topics = list(dict.fromkeys(given or []))
    if not all(isinstance(one, str) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", one) for one in topics):
        raise Denied(_("A topic is named by its address: small letters and hyphens."))
    return topics


def _yes_no_or_unknown(given: Any) -> bool | None:
    if given not in (None, True, False):
        raise Denied(_("Say yes, no or nothing."))
    return given  # type: ignore[no-any-return]


def _day(given: Any) -> date | None:
    if given in (None, ""):
        return None
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except (TypeError, ValueError) as wrong:
        raise Denied(_("That is no day.")) from wrong


def _if_any(reader: Callable[[str], str]) -> Callable[[Any], str]:
    return lambda given: reader(str(given)) if given else ""


READ: Mapping[str, Callable[[Any], Any]] = {
    "kind": _kind,
    "titles": _titles,
    "abstracts": _abstracts,
    "contributors": _contributors,
    "year": _year,
    "published_in": _line(300),
    "volume": _line(60),
    "institution": _line(300),
    "isbns": _isbns,
    "issn": _if_any(read_issn),
    "report_number": _line(60),
    "method": _line(300),
    "is_peer_reviewed": _yes_no_or_unknown,
    "licence": _line(60),
    "doi": _if_any(read_doi),
    "url": _url,
    "language": _language,
    "topics": _topics,
    "review_by": _day,
}
