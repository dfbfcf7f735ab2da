"""Rich text as typed JSON from an allow-list: read from Markdown, checked, and told as plain words.

A run of text may be strong, in emphasis, a link to an https address, or a claim that rests on a named source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

Run = dict[str, Any]
Node = dict[str, Any]

TEXT_NODES, LIST_NODES = ("paragraph", "heading"), ("bullets", "numbers")
SOURCE = "source:"
_LISTS = {"bullet_list_open": "bullets", "ordered_list_open": "numbers"}
_READS = MarkdownIt("zero").enable(["list", "heading", "emphasis", "link", "newline", "escape"])
# Markdown's own check knows no `source:` and lets `mailto:` through; ours is in `blocks`.
_READS.validateLink = lambda url: True  # type: ignore[method-assign]


def from_markdown(text: str) -> list[Node]:
    """The nodes of a text in the little Markdown of written programmes; anything else of it stays as it stands."""
    nodes: list[Node] = []
    items: list[list[Run]] | None = None
    kind = "paragraph"
    for token in _READS.parse(text):
        if token.type in _LISTS:
            items = []
            nodes.append({"kind": _LISTS[token.type], "items": items})
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            items = None
        elif token.type == "heading_open":
            kind = "heading"
        elif token.type == "inline":
            runs = _runs(token.children or [])
            if items is None:
                nodes.append({"kind": kind, "runs": runs})
                kind = "paragraph"
            else:
                items.append(runs)
    return nodes


def _runs(tokens: Sequence[Token]) -> list[Run]:
    runs: list[Run] = []
    style: Run = {}
    for token in tokens:
        if token.type in ("text", "softbreak", "hardbreak"):
            text = token.content if token.type == "text" else " "
            if text and runs and {**runs[-1], "text": ""} == {"text": "", **style}:
                runs[-1]["text"] += text
            elif text:
                runs.append({"text": text, **style})
        elif token.type in ("strong_open", "em_open"):
            style = {**style, "strong" if token.type == "strong_open" else "emphasis": True}
        elif token.type in ("strong_close", "em_close"):
            style = {key: value for key, value in style.items() if key != _CLOSES[token.type]}
        elif token.type == "link_open":
            address = str(token.attrGet("href"))
            of = {"source": address.removeprefix(SOURCE)} if address.startswith(SOURCE) else {"url": address}
            style = {**style, **of}
        elif token.type == "link_close":
            style = {key: value for key, value in style.items() if key not in ("url", "source")}
    return runs


_CLOSES = {"strong_close": "strong", "em_close": "emphasis"}


def runs_of(nodes: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Every run of the text in its order."""
    for node in nodes:
        yield from node.get("runs", ())
        for item in node.get("items", ()):
            yield from item


def plain(nodes: Sequence[Mapping[str, Any]]) -> str:
    """The words alone, a line for each paragraph and list item."""
    lines = []
    for node in nodes:
        for runs in [node["runs"]] if "runs" in node else node["items"]:
            lines.append("".join(run["text"] for run in runs))
    return "\n".join(lines)
