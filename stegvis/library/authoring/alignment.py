"""The same steps, blocks and fields in another language: its shape from one, its words from the other. Pure."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

# What is no word and so the same in every language.
SHAPE = frozenset(
    {
        "id",
        "type",
        "kind",
        "minutes",
        "tool",
        "rows",
        "style",
        "instrument",
        "file",
        "least",
        "most",
        "right",
        "url",
    }
)


# A page of the library may point to each country's own addresses.
SHAPE_OF_PAGES = SHAPE - {"url"} | {"scope", "verb", "claim", "kind_of_offer", "problem", "source"}


def aligned(shape: Any, words: Any, same: Set[str] = SHAPE) -> Any:
    """The stored form of `shape` with what `words` has written for the same ids; what is new keeps `shape`'s words.

    `same` are the keys that every language takes over from `shape`.
    """
    if isinstance(shape, list) and isinstance(words, list):
        if any("id" not in each for each in shape if isinstance(each, dict)):
            return words if len(words) == len(shape) else shape
        known = {each["id"]: each for each in words if isinstance(each, dict)}
        return [aligned(each, known[each["id"]], same) if each["id"] in known else each for each in shape]
    if isinstance(shape, dict) and isinstance(words, dict):
        return {key: _value(key, value, words.get(key, value), same) for key, value in shape.items()}
    return words


def _value(key: str, shape: Any, words: Any, same: Set[str]) -> Any:
    if key in same:
        return shape
    if key == "when":
        return _condition(shape, words)
    return aligned(shape, words, same)


def _condition(shape: Any, words: Any) -> Any:
    """A condition on an answer is in words; any other is a choice."""
    return words if shape.get("show") == words.get("show") else shape
