"""Words and laws that are out of date, each with what stands instead and since when. Changes no text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from stegvis.definitions.toml_files import LANGUAGES, in_every_language, table

# Where a language has no words of its own for a term, those of the language it is written most alike.
_LIKE = {"nn": "nb"}


@dataclass(frozen=True)
class Term:
    """One thing that is no longer said or in force. `words` by language; a `*` stands for any ending."""

    key: str
    words: Mapping[str, tuple[str, ...]]
    why: Mapping[str, str]
    since: date
    instead: Mapping[str, str]
    source: str
    url: str


@dataclass(frozen=True)
class Outdated:
    """A term where it was found, as it is written there."""

    said: str
    term: Term


@cache
def superseded_terms() -> tuple[Term, ...]:
    """In the order of the file."""
    return tuple(map(_term, table("superseded.toml")["term"]))


def superseded_in(text: str, language: str) -> tuple[Outdated, ...]:
    """Each term that the text of that language holds, once, as it stands there first.

    A text that also says what stands instead tells of the change, and is right: its term is left out. So the text is
    best one paragraph, list or line with what belongs to it.
    """
    found = []
    for term, pattern in _patterns(language):
        match = pattern.search(text)
        if match and not _tells_what_stands_instead(text, term, language):
            found.append(Outdated(match[0], term))
    return tuple(found)


def _tells_what_stands_instead(text: str, term: Term, language: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term.instead[language])}", text, re.IGNORECASE) is not None


def any_superseded() -> str:
    """A pattern, for a database too, that every text with such a term matches, and perhaps some others."""
    words = {word for term in superseded_terms() for words in term.words.values() for word in words}
    return "|".join(".*".join(map(re.escape, word.split("*"))) for word in sorted(words))


@cache
def _patterns(language: str) -> tuple[tuple[Term, re.Pattern[str]], ...]:
    found = []
    for term in superseded_terms():
        words = term.words.get(language) or term.words.get(_LIKE.get(language, ""), ())
        if words:
            choices = "|".join(r"\w*".join(map(re.escape, word.split("*"))) for word in words)
            found.append((term, re.compile(rf"(?<!\w)(?:{choices})(?!\w)", re.IGNORECASE)))
    return tuple(found)


def _term(row: Mapping[str, Any]) -> Term:
    where = f"superseded.toml {row['key']}"
    words = row["words"]
    if not words or set(words) - set(LANGUAGES) or not all(isinstance(each, list) and each for each in words.values()):
        raise ValueError(f"{where} must have words in one or more of {', '.join(LANGUAGES)}.")
    return Term(
        key=row["key"],
        words={language: tuple(each) for language, each in words.items()},
        why=in_every_language(row["why"], where),
        since=row["since"],
        instead=in_every_language(row["instead"], where),
        source=row["source"],
        url=row["url"],
    )
