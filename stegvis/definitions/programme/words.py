"""How long a text is and how hard to read. Knows words, not programmes."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_ENDS = re.compile(r"[.!?:](?:\s|$)|\n")
LONG = 6


def count_words(text: str) -> int:
    """Words made of letters; a hyphenated word is one."""
    return len(_WORD.findall(text))


def lix(text: str) -> int | None:
    """Words a sentence, plus per cent of words over six letters (Björnsson 1968); None for a text without words.

    Under 30 is very easy, 30-40 easy, 40-50 of middling difficulty, over 50 hard.
    """
    words = _WORD.findall(text)
    if not words:
        return None
    parts = [part for part in _SENTENCE_ENDS.split(text) if _WORD.search(part)]
    long = sum(len(word) > LONG for word in words)
    return round(len(words) / len(parts) + 100 * long / len(words))
