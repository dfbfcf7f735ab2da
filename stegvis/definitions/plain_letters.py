"""Words as they are compared when somebody searches: small letters, no accents, numbers of books in one piece."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Letters that do not come apart into a plain one and its accent. Who has no æ on the keyboard writes "ae".
_WHOLE = str.maketrans({"ø": "o", "æ": "ae", "ð": "d", "þ": "th", "ł": "l", "ß": "ss", "œ": "oe", "đ": "d"})
_WORD = re.compile(r"[^\W_]+")
# ISBN with its hyphens (10 or 13 signs) and ISSN (8).
_BOOK_NUMBER = re.compile(r"\b(?:97[89][- ]?(?:\d-?){9}\d|(?:\d-?){9}[\dXx]|\d{4}-\d{3}[\dXx])\b")
# Small words that PostgreSQL's lists have with their accents, and so would not know again without them.
SMALL_WORDS = frozenset(
    {
        *("å", "på", "når", "så", "også", "få", "får", "må", "være", "vært", "både", "før", "òg", "är", "när", "från"),
        *("för", "än", "där", "här", "då", "också", "även", "måste", "någon", "något", "några", "själv", "över"),
        *("vår", "våra", "åt"),
    }
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The text in small letters without accents: `Ångest` and `angest`, `støtte` and `stotte` come to the same."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_WHOLE))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_WHOLE)


def words_in(text: str) -> Sequence[str]:
    """The words of a text as written, in small letters, in their order."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def plain_words(text: str) -> Sequence[str]:
    """The words folded, without the small ones; a book's number stands in one piece too, behind its parts."""
    found = [fold(word) for word in words_in(text) if word not in SMALL_WORDS]
    return [*found, *(_in_one_piece(each) for each in _BOOK_NUMBER.findall(text))]


def numbers_joined(text: str) -> str:
    """The text with each book's number in one piece, as a reader means it."""
    return _BOOK_NUMBER.sub(lambda found: f" {_in_one_piece(found[0])} ", text)


def _in_one_piece(number: str) -> str:
    return re.sub(r"[^0-9x]", "", number.lower())
