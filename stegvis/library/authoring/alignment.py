"""The same steps, blocks and fields in another language: its shape from one, its words from the other. Pure."""

from __future__ import annotations

from typing import Any

# What is no word and so the same in every language.
_SHAPE = {
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


def aligned(shape: Any, words: Any) -> Any:
    """The stored form of `shape` with what `words` has written for the same ids; what is new keeps `shape`'s words."""
    if isinstance(shape, list) and isinstance(words, list):
        if any("id" not in each for each in shape if isinstance(each, dict)):
            return words if len(words) == len(shape) else shape
        known = {each["id"]: each for each in words if isinstance(each, dict)}
        return [aligned(each, known[each["id"]]) if each["id"] in known else each for each in shape]
    if isinstance(shape, dict) and isinstance(words, dict):
        return {key: _value(key, value, words.get(key, value)) for key, value in shape.items()}
    return words


def _value(key: str, shape: Any, words: Any) -> Any:
    if key in _SHAPE:
        return shape
    if key == "when":
        return _condition(shape, words)
    return aligned(shape, words)


def _condition(shape: Any, words: Any) -> Any:
    """A condition on an answer is in words; any other is a choice."""
    return words if shape.get("show") == words.get("show") else shape
