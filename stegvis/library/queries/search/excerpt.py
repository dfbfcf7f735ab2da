"""Which letters of a title and of an excerpt answer the question: parts to mark on the page, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stegvis.definitions.plain_letters import fold

LONG = 240  # signs of an excerpt
BEFORE = 60  # signs of it before the first word that was found
ENDING = 4  # letters a word may have beyond its stem
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """A run of text, marked where it is what was searched for."""

    text: str
    is_found: bool = False


def marked(text: str, lexemes: Iterable[tuple[str, bool]]) -> Sequence[Piece]:
    """The whole text in pieces; neighbours of one sort are one piece."""
    wanted = tuple(lexemes)
    pieces: list[Piece] = []
    at = 0
    for found in _WORD.finditer(text):
        if _is_meant(fold(found[0]), wanted):
            if found.start() > at:
                pieces.append(Piece(text[at : found.start()]))
            pieces.append(Piece(found[0], is_found=True))
            at = found.end()
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return pieces


def excerpt(lead: str, text: str, lexemes: Iterable[tuple[str, bool]]) -> Sequence[Piece]:
    """Two lines or three around the first word that was found: of the lead, else of the text, else the lead's start."""
    wanted = tuple(lexemes)
    for each in (lead, text):
        at = next((found.start() for found in _WORD.finditer(each) if _is_meant(fold(found[0]), wanted)), None)
        if at is not None:
            return marked(_around(each, at), wanted)
    return [Piece(_around(lead or text, 0))] if lead or text else []


def _is_meant(word: str, lexemes: Sequence[tuple[str, bool]]) -> bool:
    return any(word.startswith(stem) and (is_begun or len(word) - len(stem) <= ENDING) for stem, is_begun in lexemes)


def _around(text: str, at: int) -> str:
    """Whole words about that place, with dots where something is left out."""
    start = 0 if at <= LONG - BEFORE else text.rfind(" ", 0, at - BEFORE) + 1
    end = len(text) if len(text) - start <= LONG else text.rfind(" ", start, start + LONG)
    if end <= start:  # one word without end
        end = start + LONG
    cut = re.sub(r"\s+", " ", text[start:end]).strip()
    return "… " * (start > 0) + cut + " …" * (end < len(text))
