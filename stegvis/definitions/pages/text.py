"""The words of a page, for the search index and for the eye of a checker. Knows no layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.definitions.pages.document import rich_texts
from stegvis.definitions.programme.rich_text import LIST_NODES, TEXT_NODES, plain

# What stands in a block and is no word of it: names, addresses, choices from lists of ours.
_NAMES = {
    *("id", "kind", "url", "file", "captions", "claim", "source", "scope", "style", "verb", "tool", "kind_of_offer"),
    *("problem", "minutes", "right", "in_force", "year"),
}


def plain_text(tree: Mapping[str, Any]) -> str:
    """Everything that is read below the title and the lead, a line for each paragraph, item and label."""
    return "\n".join(text for text in block_texts(tree) if text)


def block_texts(tree: Mapping[str, Any]) -> Iterator[str]:
    """The same block by block, each part's title before its blocks."""
    for part in tree["parts"]:
        yield part["title"].strip()
        for block in part["blocks"]:
            yield "\n".join(line for line in _block_words(block) if line.strip())


def running_text(tree: Mapping[str, Any]) -> str:
    """What is read as sentences: the lead, paragraphs, lists and scenes, without headings, labels and choices."""
    lines = [tree["lead"]]
    for part in tree["parts"]:
        for block in part["blocks"]:
            lines += [plain(nodes) for nodes in rich_texts(block)]
            lines += [scene["words"] for scene in block.get("scenes", ())]
            if block["kind"] == "list":
                lines += block["items"]
    return "\n".join(lines)


def _block_words(block: Mapping[str, Any]) -> Iterator[str]:
    if block["kind"] == "publications":
        yield block["title"]
    else:
        yield from _words(block)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in _NAMES:
                yield from _words(one)
    elif isinstance(value, list):
        if value and isinstance(value[0], dict) and value[0].get("kind") in (*TEXT_NODES, *LIST_NODES):
            yield plain(value)
        else:
            for each in value:
                yield from _words(each)
