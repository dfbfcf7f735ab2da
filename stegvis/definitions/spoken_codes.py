"""Codes that people read aloud, write down and type: how they are drawn, shown in groups, and read as typed."""

from __future__ import annotations

import secrets

# No letter or digit that is mistaken for another, read aloud or handwritten. Ten of 30 are 49 bits: too many to
# guess at a few tries a quarter of an hour.
ALPHABET = "23456789ABCDEFGHJKLMNPRSTUVXYZ"
LENGTH = 10


def new_code() -> str:
    """A code that nobody can guess, without hyphens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """As it is shown: ABCD-EFG-HJK."""
    return "-".join((code[:4], code[4:7], code[7:]))


def as_typed(code: str) -> str:
    """What was meant, of what people type: with blanks or hyphens, in small letters."""
    return "".join(sign for sign in code.upper() if sign.isalnum())
