"""Polls by rule: what a page asks, shares that sum to a hundred, and how few answers are too few to show. No votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Below this no split is shown: of four people in a room, three know what the fourth said (DESIGN.md, Outcomes).
FEWEST = 5


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
    trees = document["languages"]
    tree = trees.get(language) or trees.get("nb") or trees[min(trees)]
    return [
        Asked(
            block=block["id"],
            question=block["question"],
            scope=block["scope"],
            choices=tuple((choice["id"], choice["text"]) for choice in block["choices"]),
            after=block.get("after", ()),
        )
        for part in tree["parts"]
        for block in part["blocks"]
        if block["kind"] == "poll"
    ]


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
