"""Whether a running text names somebody by number, so that it can be stopped before it is stored.

Knows how people write national numbers of Norway and Sweden among other words; whether digits are such a number,
`national_numbers` says. Never repeats what it found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

from stegvis.definitions.national_numbers import NotANationalNumber, read

# Between two digits of one number: a space, a dot, or a dash or plus with or without spaces.
_BETWEEN = r"(?:[ .]{1,2}| ?[-+\u2010-\u2015\u2212] ?)"
_ROW = re.compile(rf"[0-9]+(?:{_BETWEEN}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
# Written between letters and digits by some editors, and seen by nobody.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_BLANK = re.compile(r"[\u00a0\u2000-\u200a\u202f\t]")
# A number that says itself that it is a book's.
_BOOK = re.compile(r"isbn(?:-1[03])?[\s:]*(?:97[89][- ]?)?(?:[0-9][- ]?){9}[0-9x](?![0-9])", re.IGNORECASE)
# Ten digits in a row from 0701 to 0709 may be a Swedish mobile number or somebody born in 2007; people write the
# second with a dash or twelve digits, and the first in every other post.
_MOBILE = re.compile(r"070[1-9][0-9]{6}")
# Where people break the number: by country and length the places, and the one that must be among them.
_BREAKS = {("NO", 11): ({2, 4, 6, 8, 9}, 6), ("SE", 10): ({2, 4, 6}, 6), ("SE", 12): ({2, 4, 6, 8}, 8)}
_LONGEST = max(length for _country, length in _BREAKS)  # digits of a number


def has_person_number(text: str) -> bool:
    """Whether the text holds a fødselsnummer, D-, H- or FH-number, personnummer or samordningsnummer.

    Test numbers count too. Phone numbers, ISBNs and organisation numbers do not.
    """
    plain = _BLANK.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    plain = _BOOK.sub(";", plain)
    for row in _ROW.finditer(plain):
        # A plus right before the digits is a country's code: a phone number.
        if row.start() and plain[row.start() - 1] == "+":
            continue
        if any(_is_number(country, digits) for country, digits in _candidates(row.group())):
            return True
    return False


def _candidates(row: str) -> Iterator[tuple[str, str]]:
    """What in a row of digits could be one number: groups that stand together and are broken where people break it."""
    found = list(_GROUP.finditer(row))
    groups = [one.group() for one in found]
    for start in range(len(groups)):
        length = 0
        for stop in range(start + 1, len(groups) + 1):
            length += len(groups[stop - 1])
            if length > _LONGEST:
                break
            part = groups[start:stop]
            is_whole = len(part) == len(groups)
            if _is_written_so("NO", part, length, is_whole=is_whole):
                yield "NO", "".join(part)
            if _is_written_so("SE", part, length, is_whole=is_whole):
                yield "SE", _with_plus(row, "".join(part), found[stop - 1].start())


def _is_written_so(country: str, groups: Sequence[str], length: int, *, is_whole: bool) -> bool:
    if (country, length) not in _BREAKS:
        return False
    if len(groups) == 1:
        return not _MOBILE.fullmatch(groups[0])
    places, needed = _BREAKS[country, length]
    breaks = set(accumulate(map(len, groups[:-1])))
    if needed in breaks and breaks <= places:
        return True
    # Alone among the words it may be broken anywhere: Norway's control digits tell, Sweden's one does not.
    return is_whole and (country == "NO" or all(len(group) == 1 for group in groups))


def _with_plus(row: str, digits: str, last: int) -> str:
    """A plus before the last four says that somebody is a hundred: it decides which dates there are."""
    before = row[max(last - 2, 0) : last].rstrip()  # the sign, with a space behind it at most
    return f"{digits[:-4]}+{digits[-4:]}" if before.endswith("+") else digits


def _is_number(country: str, digits: str) -> bool:
    try:
        read(digits, country)
    except NotANationalNumber:
        return False
    return True
