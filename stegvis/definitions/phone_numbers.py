"""Telephone numbers as people write them, in the one form that is dialled from anywhere: +4791234567.

It knows whether a number is possible, not whether it is in use or whose it is.
"""

import re
from enum import StrEnum

# ITU-T E.164: at most 15 digits with the country code. Norway: 8 digits (Nkom, numbering plan E.164).
# Sweden: a leading 0 and 7 to 9 digits (PTS, numbering plan).
_CODES = {"NO": "47", "SE": "46"}
_NATIONAL = {"NO": r"[0-9]{8}", "SE": r"0[1-9][0-9]{6,8}"}
_ABROAD = r"[1-9][0-9]{7,14}"


class Reason(StrEnum):
    """Why a text is no telephone number."""

    EMPTY = "empty"
    CHARACTERS = "characters"
    LENGTH = "length"


class NotAPhoneNumber(ValueError):  # noqa: N818  (named as people say it)
    """The text is no telephone number; it is never repeated in the message. `digits`: how many it has."""

    def __init__(self, reason: Reason, digits: int = 0) -> None:
        super().__init__(f"This is no telephone number ({reason}).")
        self.reason = reason
        self.digits = digits


def read(text: str, country: str) -> str:
    """The number with its country code; raises NotAPhoneNumber with a reason.

    Without a country code it is taken as a number of `country`.
    """
    if country not in _CODES:
        raise ValueError(f"The telephone numbers of {country!r} are not known; known are NO and SE.")
    stripped = re.sub(r"[\s()./\u00a0\u2009\u202f\u2010-\u2013-]", "", text)
    if not stripped:
        raise NotAPhoneNumber(Reason.EMPTY)
    if not re.fullmatch(r"\+?[0-9]+", stripped):
        raise NotAPhoneNumber(Reason.CHARACTERS)
    if stripped.startswith(("+", "00")):
        return "+" + _with_code(stripped.removeprefix("+").removeprefix("00"))
    if not re.fullmatch(_NATIONAL[country], stripped):
        raise NotAPhoneNumber(Reason.LENGTH, len(stripped))
    return f"+{_CODES[country]}{stripped.removeprefix('0')}"


def _with_code(digits: str) -> str:
    for country, code in _CODES.items():
        if digits.startswith(code):
            trunk = "0" if country == "SE" else ""
            national = trunk + digits.removeprefix(code).removeprefix("0")
            if not re.fullmatch(_NATIONAL[country], national):
                raise NotAPhoneNumber(Reason.LENGTH, len(digits.removeprefix(code)))
            return code + national.removeprefix("0")
    if not re.fullmatch(_ABROAD, digits):
        raise NotAPhoneNumber(Reason.LENGTH, len(digits))
    return digits
