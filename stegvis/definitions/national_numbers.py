"""National numbers of Norway and Sweden: read and normalise them, and make synthetic ones for the demo.

A number identifies and says nothing more: sex is never derived from it, nor is a birth date, which from 2032
no longer follows from a Norwegian number (Skatteetaten, new national identity number from 2032).
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from stegvis.definitions import clock

Country = Literal["NO", "SE"]


class Kind(StrEnum):
    """Which register gave the number."""

    FNR = "fnr"  # Norway, national identity number
    D = "d"  # Norway, D-number: day + 40
    H = "h"  # Norway, a hospital's own help number: month + 40
    FH = "fh"  # Norway, joint help number: first digit 8 or 9, no birth date
    PERSONNUMMER = "personnummer"
    SAMORDNINGSNUMMER = "samordningsnummer"  # Sweden, coordination number: day + 60


class Reason(StrEnum):
    """Why a text is no national number."""

    EMPTY = "empty"
    CHARACTERS = "characters"
    LENGTH = "length"
    DATE = "date"
    CHECKSUM = "checksum"


_SENTENCES = {
    Reason.EMPTY: "No number was given.",
    Reason.CHARACTERS: "A national number has only digits, and in Sweden a - or + before the last four.",
    Reason.LENGTH: "The number has too many or too few digits.",
    Reason.DATE: "The first digits of the number are not a possible date.",
    Reason.CHECKSUM: "The control digits of the number do not fit; a digit may be mistyped.",
}


class NotANationalNumber(ValueError):  # noqa: N818  (named as the clinic says it)
    """The text is no national number of that country; it is never repeated in the message."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_SENTENCES[reason])
        self.reason = reason


@dataclass(frozen=True)
class NationalNumber:
    """A number in its one written form: 11 digits for Norway, 12 for Sweden.

    `synthetic`: made for testing. A Norwegian number with month + 40 can be a hospital's help number as well
    as a test number of NAV; it is taken for a real one.
    """

    number: str
    kind: Kind
    synthetic: bool


def read(text: str, country: str) -> NationalNumber:
    """The national number written in the text; raises NotANationalNumber with a reason."""
    if country not in ("NO", "SE"):
        raise ValueError(f"National numbers of {country!r} are not known; known are NO and SE.")
    stripped = re.sub(r"[\s\u00a0\u2009\u202f]", "", text)
    if not stripped:
        raise NotANationalNumber(Reason.EMPTY)
    return _read_norwegian(stripped) if country == "NO" else _read_swedish(stripped)


# --- Norway ---------------------------------------------------------------------------------------------

_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
# From 2032 the first control digit may also leave 1, 2 or 3; the numbers of today leave 0.
_FIRST_REMAINDERS = (0, 1, 2, 3)
# What is added to the month of a number made for testing: Skatteetaten's Tenor, Norsk helsenett.
_TENOR, _NHN, _HELP = 80, 65, 40


def _read_norwegian(text: str) -> NationalNumber:
    text = text.replace("-", "")
    if not re.fullmatch(r"[0-9]+", text):
        raise NotANationalNumber(Reason.CHARACTERS)
    if len(text) != 11:
        raise NotANationalNumber(Reason.LENGTH)
    kind, synthetic = _norwegian_kind(int(text[:2]), int(text[2:4]), int(text[4:6]))
    digits = [int(digit) for digit in text]
    first = sum(weight * digit for weight, digit in zip(_FIRST_WEIGHTS, digits, strict=False)) + digits[9]
    second = sum(weight * digit for weight, digit in zip(_SECOND_WEIGHTS, digits, strict=False)) + digits[10]
    if first % 11 not in _FIRST_REMAINDERS or second % 11 != 0:
        raise NotANationalNumber(Reason.CHECKSUM)
    return NationalNumber(text, kind, synthetic)


def _norwegian_kind(day: int, month: int, year: int) -> tuple[Kind, bool]:
    if day >= 80:
        return Kind.FH, False
    kind, synthetic = Kind.FNR, False
    if day > 40:
        kind, day = Kind.D, day - 40
    for added in (_TENOR, _NHN, _HELP):
        if added < month <= added + 12:
            month -= added
            synthetic = added != _HELP
            kind = Kind.H if added == _HELP and kind is Kind.FNR else kind
            break
    _check_possible(day, month, (1900 + year, 2000 + year))
    return kind, synthetic


def synthetic_norwegian(birth_date: date, serial: int = 0, kind: Kind = Kind.FNR) -> str:
    """A number of the Tenor series (month + 80), which no person has; `serial` counts those of one date."""
    if kind not in (Kind.FNR, Kind.D) or not 1940 <= birth_date.year <= 2039:
        raise ValueError("Synthetic numbers are made as fnr or D-number for people born from 1940 to 2039.")
    day = birth_date.day + (40 if kind is Kind.D else 0)
    start = f"{day:02}{birth_date.month + _TENOR:02}{birth_date.year % 100:02}"
    # Individual numbers by year of birth: 000-499 for 1900-1999, 500-999 for 2000-2039.
    span = range(500, 1000) if birth_date.year >= 2000 else range(500)
    made = [number for each in span if (number := _with_control_digits(f"{start}{each:03}")) is not None]
    return _pick(made, serial)


def _with_control_digits(nine: str) -> str | None:
    digits = [int(digit) for digit in nine]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        digits.append(-sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11)
    return None if 10 in digits else "".join(map(str, digits))


# --- Sweden ---------------------------------------------------------------------------------------------

# The birth numbers in the test numbers Skatteverket publishes: 980-989, and 238-239 for births from 1990.
# Unlike Tenor's, the form alone does not prove that no person has one.
_SWEDISH_TEST = {"older": range(980, 990), "from 1990": range(238, 240)}


def _read_swedish(text: str) -> NationalNumber:
    match = re.fullmatch(r"([0-9]*?)([-+\u2010-\u2013]?)([0-9]{4})", text)
    if match is None:
        raise NotANationalNumber(Reason.LENGTH if text.isdecimal() and text.isascii() else Reason.CHARACTERS)
    born, separator, last = match.groups()
    if len(born) not in (6, 8):
        raise NotANationalNumber(Reason.LENGTH)
    month, day = int(born[-4:-2]), int(born[-2:])
    kind = Kind.SAMORDNINGSNUMMER if day > 60 else Kind.PERSONNUMMER
    day = day - 60 if day > 60 else day
    if _luhn_digit(born[-6:] + last[:3]) != int(last[3]):
        raise NotANationalNumber(Reason.CHECKSUM)
    year = int(born[:4]) if len(born) == 8 else _swedish_year(int(born[:2]), month, day, separator == "+")
    if year // 100 not in (18, 19, 20):
        raise NotANationalNumber(Reason.DATE)
    _check_possible(day, month, (year,))
    return NationalNumber(f"{year}{born[-4:]}{last}", kind, int(last[:3]) in _swedish_test_series(year))


def _swedish_year(two_digits: int, month: int, day: int, plus: bool) -> int:
    """The year a short number means: the latest that is not to come; + from the year a person turns 100."""
    today = clock.today("Europe/Stockholm")
    year = today.year - (today.year - two_digits) % 100
    if plus or (year == today.year and (month, day) > (today.month, today.day)):
        year -= 100
    return year


def _luhn_digit(nine: str) -> int:
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(nine)]
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def _swedish_test_series(year: int) -> range:
    return _SWEDISH_TEST["from 1990" if year >= 1990 else "older"]


def synthetic_swedish(birth_date: date, serial: int = 0, kind: Kind = Kind.PERSONNUMMER) -> str:
    """A number of Skatteverket's test series, 12 digits; `serial` counts the few of one date."""
    if kind not in (Kind.PERSONNUMMER, Kind.SAMORDNINGSNUMMER):
        raise ValueError("Synthetic numbers are made as personnummer or samordningsnummer.")
    day = birth_date.day + (60 if kind is Kind.SAMORDNINGSNUMMER else 0)
    start = f"{birth_date.year:04}{birth_date.month:02}{day:02}"
    series = _swedish_test_series(birth_date.year)
    return _pick([f"{start}{each}{_luhn_digit(f'{start[2:]}{each}')}" for each in series], serial)


# --- Both -----------------------------------------------------------------------------------------------


def _pick(made: list[str], serial: int) -> str:
    if not 0 <= serial < len(made):
        raise ValueError(f"There are {len(made)} synthetic numbers for one date; number {serial} is not one.")
    return made[serial]


def _check_possible(day: int, month: int, years: tuple[int, ...]) -> None:
    """Raise unless the day exists in one of the years; what the date is, nobody is told."""
    for year in years:
        try:
            date(year, month, day)
        except ValueError:
            continue
        return
    raise NotANationalNumber(Reason.DATE)
