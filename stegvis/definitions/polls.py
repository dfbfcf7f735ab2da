"""Polls by rule: what a page asks, shares that sum to a hundred, and how few answers are too few to show. No votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Below this no split is shown: of four people in a room, three know what the fourth said (DESIGN.md, Outcomes).
FEWEST = 5

# {language: {"question": text, "choices": [{"id", "text"}]}}
Words = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Asked:
    """A poll as a page's document asks it. `choices` are (id, text) in their order, `after` is rich text."""

    block: str
    question: str
    scope: str
    choices: Sequence[tuple[str, str]]
    after: Sequence[Mapping[str, Any]] = ()


def asked_in(document: Mapping[str, Any], language: str) -> Sequence[Asked]:
    """The polls of a document (`stegvis-page-1`) in that language, else in Norwegian, else in the first it has."""
    return [
        Asked(
            block=block["id"],
            question=block["question"],
            scope=block["scope"],
            choices=tuple((choice["id"], choice["text"]) for choice in block["choices"]),
            after=block.get("after", ()),
        )
        for block in _polls_in(_nearest(document["languages"], language))
    ]


def words_in(document: Mapping[str, Any]) -> Mapping[str, Words]:
    """The words of each poll of a document in all its languages, by block: what a poll is known by."""
    found: dict[str, dict[str, Any]] = {}
    for language, tree in document["languages"].items():
        for block in _polls_in(tree):
            choices = [{"id": choice["id"], "text": choice["text"]} for choice in block["choices"]]
            found.setdefault(block["id"], {})[language] = {"question": block["question"], "choices": choices}
    return found


def asked_as(words: Words, language: str, *, block: str, scope: str) -> Asked:
    """A poll by its words alone, as it was asked when these were the page's."""
    said = _nearest(words, language)
    choices = tuple((choice["id"], choice["text"]) for choice in said["choices"])
    return Asked(block=block, question=said["question"], scope=scope, choices=choices)


def is_same(before: Words, now: Words) -> bool:
    """Whether a vote for an answer of the one is a vote for that answer of the other.

    In every language that both have, the question and all answers are the same words, in whatever order. A language
    more or less changes nothing.
    """
    both = before.keys() & now.keys()
    return bool(both) and all(_said(before[language]) == _said(now[language]) for language in both)


def _said(words: Mapping[str, Any]) -> tuple[str, frozenset[tuple[str, str]]]:
    return words["question"], frozenset((choice["id"], choice["text"]) for choice in words["choices"])


def _polls_in(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (block for part in tree["parts"] for block in part["blocks"] if block["kind"] == "poll")


def _nearest(by_language: Mapping[str, Any], language: str) -> Any:
    return by_language.get(language) or by_language.get("nb") or by_language[min(by_language)]


def shares(counts: Sequence[int]) -> list[int]:
    """Whole per cents of the sum that add up to 100; all 0 where nobody has answered.

    By the largest remainder: each share is cut off, and what is missing goes to those that lost most, of equals
    to the first. So 7, 1, 0 and 13 of 21 are 33, 5, 0 and 62. More votes never get the smaller share.
    """
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    cut = [100 * n // total for n in counts]
    by_loss = sorted(range(len(counts)), key=lambda place: -(100 * counts[place] % total))
    for place in by_loss[: 100 - sum(cut)]:
        cut[place] += 1
    return cut
