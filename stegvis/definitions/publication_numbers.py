"""Numbers that name a publication or who wrote it: ISBN, ISSN, DOI, ORCID; read as people write them, kept in one form.

It knows whether a number is possible, not whether it was ever given to anything.
"""

import re
from enum import StrEnum

from stdnum import isbn, issn
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidLength, ValidationError
from stdnum.iso7064 import mod_11_2


class Number(StrEnum):
    ISBN = "ISBN"
    ISSN = "ISSN"
    DOI = "DOI"
    ORCID = "ORCID"


class Reason(StrEnum):
    """Why a text is no such number."""

    CHARACTERS = "characters"
    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    PREFIX = "prefix"
    FORM = "form"


# In English here; `{written}` is what was given. A room says them in the reader's language.
SENTENCES = {
    Reason.CHARACTERS: "{written} is no {number}: there are signs in it that do not belong there.",
    Reason.LENGTH: "{written} is no {number}: it has too few digits or too many.",
    Reason.CHECK_DIGIT: "{written} is no {number}: the last sign does not fit the others, so one of them is mistyped.",
    Reason.PREFIX: "{written} is no {number}: with 13 digits it begins with 978 or 979.",
    Reason.FORM: "{written} is no {number}: it begins with 10., a number and a slash, as 10.1000/182.",
}


class NotANumber(ValueError):  # noqa: N818  (named as people say it)
    """The text is no number of that kind; the message is a whole English sentence."""

    def __init__(self, number: Number, reason: Reason, written: str) -> None:
        self.number, self.reason, self.written = number, reason, written[:80]
        super().__init__(SENTENCES[reason].format(number=number, written=self.written))


# As they are pasted: with their name or the address of their register in front.
_NAMED = re.compile(r"^(urn:isbn:|urn:issn:|isbn(-1[03])?:?|issn:?|e-?issn:?)\s*", re.I)
_DOI_NAMED = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:\s*|info:doi/)", re.I)
_ORCID_NAMED = re.compile(r"^(https?://orcid\.org/|orcid:?\s*)", re.I)
_HYPHENS = re.compile(r"[\s\u00a0\u2010-\u2015\u2212-]+")
# The DOI Handbook, 2.2: a prefix of 10 and a registrant's number, a slash, and anything printable after it.
_DOI = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/[^\s\"<>]{1,180}")


def read_isbn(text: str) -> str:
    """The number with 13 digits and no hyphens; one of ten digits is written anew. Raises NotANumber.

    Check digits: ISO 2108, by python-stdnum, which also carries the ranges that say where the hyphens stand.
    """
    digits = _stripped(text)
    if len(digits) not in (10, 13):
        raise NotANumber(Number.ISBN, _unless_foreign(digits, Reason.LENGTH), text)
    try:
        return isbn.to_isbn13(isbn.validate(digits))
    except ValidationError as wrong:
        raise NotANumber(Number.ISBN, _reason(wrong), text) from wrong


def shown_isbn(number: str) -> str:
    """With the hyphens where the publisher's range has them: 978-82-7570-719-0."""
    return isbn.format(number)


def read_issn(text: str) -> str:
    """As it is printed, 2464-4382. Raises NotANumber. Check digit: ISO 3297."""
    digits = _stripped(text)
    try:
        return issn.format(issn.validate(digits))
    except ValidationError as wrong:
        reason = _unless_foreign(digits, Reason.LENGTH) if len(digits) != 8 else _reason(wrong)
        raise NotANumber(Number.ISSN, reason, text) from wrong


def read_doi(text: str) -> str:
    """Bare and in small letters, 10.1002/da.22915: it names the same in large ones. Raises NotANumber."""
    bare = _DOI_NAMED.sub("", text.strip()).lower()
    if not _DOI.fullmatch(bare):
        raise NotANumber(Number.DOI, Reason.FORM, text)
    return bare


def read_orcid(text: str) -> str:
    """As 0000-0002-1825-0097. Raises NotANumber. Check digit: ISO/IEC 7064 MOD 11-2, as ORCID says."""
    digits = _HYPHENS.sub("", _ORCID_NAMED.sub("", text.strip())).upper()
    if len(digits) != 16:
        raise NotANumber(Number.ORCID, _unless_foreign(digits, Reason.LENGTH), text)
    try:
        mod_11_2.validate(digits)
    except ValidationError as wrong:
        raise NotANumber(Number.ORCID, _reason(wrong), text) from wrong
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


def _stripped(text: str) -> str:
    return _HYPHENS.sub("", _NAMED.sub("", text.strip())).upper()


def _unless_foreign(digits: str, reason: Reason) -> Reason:
    return reason if re.fullmatch(r"[0-9]*X?", digits) else Reason.CHARACTERS


def _reason(wrong: ValidationError) -> Reason:
    if isinstance(wrong, InvalidChecksum):
        return Reason.CHECK_DIGIT
    if isinstance(wrong, InvalidComponent):
        return Reason.PREFIX
    return Reason.LENGTH if isinstance(wrong, InvalidLength) else Reason.CHARACTERS
