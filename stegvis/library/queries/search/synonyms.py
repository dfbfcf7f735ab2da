"""The curated words that mean the same, in four languages (`library/shelf/synonyms.toml`), and parts of compounds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from stegvis.definitions.plain_letters import plain_words, words_in
from stegvis.definitions.toml_files import LANGUAGES

FILE = Path(__file__).resolve().parents[2] / "shelf" / "synonyms.toml"
IN_A_PHRASE = 6  # words at most
ENDING = 3  # letters that an inflection may add: -en, -er, -ene
STEADY = 5  # letters from which on a word is known with an ending too

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Words and phrases that mean the same, by language as they are written."""

    key: str
    topic: str
    words: Mapping[str, Sequence[str]]

    @property
    def phrases(self) -> frozenset[Phrase]:
        """All of them in plain letters."""
        return frozenset(tuple(plain_words(each)) for words in self.words.values() for each in words)


@cache
def groups() -> Mapping[str, Group]:
    """The groups by key."""
    listed = tomllib.loads(FILE.read_text("utf-8"))["group"]
    return {
        each["key"]: Group(each["key"], each.get("topic", ""), {one: tuple(each[one]) for one in LANGUAGES})
        for each in listed
    }


@cache
def tails() -> Sequence[str]:
    """Last parts of compounds in plain letters, the longest first."""
    written = tomllib.loads(FILE.read_text("utf-8"))["tails"]
    return sorted({plain_words(each)[0] for each in written}, key=len, reverse=True)


@cache
def _by_phrase() -> Mapping[Phrase, frozenset[Phrase]]:
    """What each phrase may also be called."""
    found: dict[Phrase, frozenset[Phrase]] = {}
    for group in groups().values():
        for phrase in group.phrases:
            found[phrase] = found.get(phrase, frozenset()) | group.phrases
    return found


@cache
def known_words() -> frozenset[str]:
    """Every single word of the groups as it is written, for somebody who spelt one another way."""
    texts = (each for group in groups().values() for words in group.words.values() for each in words)
    return frozenset(word for text in texts for word in words_in(text) if len(word) > 3)


def also_called(phrase: Phrase) -> frozenset[Phrase]:
    """Everything a phrase in plain letters may also be called, itself left out; empty where it is not known."""
    found = _by_phrase().get(phrase)
    if found is None and len(phrase) == 1:
        found = _by_phrase().get((_without_ending(phrase[0]),))
    return (found or frozenset()) - {phrase}


def words_of(key: str, language: str) -> Sequence[str]:
    """The words of a topic or a sort in a language, to stand with each thing of it; none where it has no group."""
    group = groups().get(key)
    return group.words.get(language, ()) if group else ()


def words_under(topic: str, language: str) -> Sequence[str]:
    """The words of a topic and of everything that its page says most about."""
    return [
        word
        for group in groups().values()
        if topic in (group.key, group.topic)
        for word in group.words.get(language, ())
    ]


@lru_cache(maxsize=50_000)
def parted(word: str) -> tuple[str, str] | None:
    """A compound in plain letters as its two parts, the joining s left out; None where no part is known."""
    for tail in tails():
        head = word.removesuffix(tail)
        if head != word and len(head) > 3:
            return (head.removesuffix("s") if len(head) > 5 else head), tail
    return None


def _without_ending(word: str) -> str:
    """The known word that this is with an ending, or the word itself."""
    for cut in range(1, ENDING + 1):
        if len(word) - cut >= STEADY and (word[:-cut],) in _by_phrase():
            return word[:-cut]
    return word
