"""Rich text between the editor's HTML and the document's typed JSON. What is not on the list of either is left out.

A link to `#2` is a claim that rests on the second source of the list.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from stegvis.definitions.programme.rich_text import Node, Run

_NODES = {"p": "paragraph", "h2": "heading", "h3": "heading", "h4": "heading"}
_LISTS = {"ul": "bullets", "ol": "numbers"}
_STYLES = {"b": "strong", "strong": "strong", "i": "emphasis", "em": "emphasis"}
_TAGS = {"paragraph": "p", "heading": "h3", "bullets": "ul", "numbers": "ol"}


def to_nodes(written: str, sources: Sequence[str]) -> list[Node]:
    """The nodes of what the editor kept; `sources` are the ids of the list of sources, in its order."""
    reader = _Reader(sources)
    reader.feed(written)
    reader.close()
    return reader.nodes


def to_html(nodes: Sequence[Mapping[str, Any]], sources: Sequence[str]) -> str:
    """The other way round, as the editor keeps it."""
    return "".join(_node(node, sources) for node in nodes)


class _Reader(HTMLParser):
    def __init__(self, sources: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.sources = sources
        self.nodes: list[Node] = []
        self._open: list[Run] | None = None
        self._list: Node | None = None
        self._style: Run = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NODES:
            self._open = []
            self._put({"kind": _NODES[tag], "runs": self._open})
        elif tag in _LISTS:
            self._list = {"kind": _LISTS[tag], "items": []}
            self._put(self._list)
        elif tag == "li" and self._list is not None:
            self._open = []
            self._list["items"].append(self._open)
        elif tag in _STYLES:
            self._style = {**self._style, _STYLES[tag]: True}
        elif tag == "a":
            self._style = {**self._style, **self._pointing_to(dict(attrs).get("href") or "")}
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NODES or tag == "li":
            self._close()
        elif tag in _LISTS:
            self._close()
            self._list = None
        elif tag in _STYLES:
            self._style = {key: value for key, value in self._style.items() if key != _STYLES[tag]}
        elif tag == "a":
            self._style = {key: value for key, value in self._style.items() if key not in ("url", "source")}

    def handle_data(self, data: str) -> None:
        if self._open is None or not data:
            return
        last = self._open[-1] if self._open else None
        if last is not None and {**last, "text": ""} == {"text": "", **self._style}:
            last["text"] += data
        else:
            self._open.append({"text": data, **self._style})

    def _put(self, node: Node) -> None:
        self.nodes.append(node)

    def _close(self) -> None:
        """An empty line is no paragraph, and an empty item no item."""
        if self._open is not None and not "".join(run["text"] for run in self._open).strip():
            if self._list is not None:
                self._list["items"] = [item for item in self._list["items"] if item is not self._open]
            self.nodes = [node for node in self.nodes if node.get("runs") is not self._open and node.get("items") != []]
        self._open = None
        self._style = {}

    def _pointing_to(self, address: str) -> Run:
        if not address.startswith("#"):
            return {"url": address}
        named = address.removeprefix("#")
        is_place = named.isdigit() and 1 <= int(named) <= len(self.sources)
        return {"source": self.sources[int(named) - 1] if is_place else named}


def _node(node: Mapping[str, Any], sources: Sequence[str]) -> str:
    tag = _TAGS[node["kind"]]
    items = node.get("items")
    inside = _runs(node["runs"], sources) if items is None else "".join(f"<li>{_runs(i, sources)}</li>" for i in items)
    return f"<{tag}>{inside}</{tag}>"


def _runs(runs: Sequence[Mapping[str, Any]], sources: Sequence[str]) -> str:
    return "".join(_run(run, sources) for run in runs)


def _run(run: Mapping[str, Any], sources: Sequence[str]) -> str:
    text = html.escape(run["text"], quote=False)
    if run.get("emphasis"):
        text = f"<i>{text}</i>"
    if run.get("strong"):
        text = f"<b>{text}</b>"
    if "source" in run:
        name = run["source"]
        place = sources.index(name) + 1 if name in sources else name
        return f'<a href="#{place}">{text}</a>'
    return f'<a href="{html.escape(run["url"])}">{text}</a>' if "url" in run else text
