"""Parts and blocks of a library page between the editor's stored form and the document. Pure: no page, no database.

The stored form of a stream is a list of {"type", "value", "id"}; its ids become the document's, so that a poll
keeps its counters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stegvis.library.authoring.rich_text import to_html, to_nodes

Stored = dict[str, Any]
_RICH = {"body", "transcript", "after", "answer"}
# The lists whose lines have an id of their own in the document.
_NAMED = {("check", "choices"), ("poll", "choices"), ("cards", "items"), ("recap", "items"), ("duties", "items")}
# A page has no tools, and says so in its document.
_NO_TOOL = {"tool": ""}


def parts_of(stored: Sequence[Stored], sources: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": part["id"],
            "title": part["value"]["title"] or "",
            "blocks": [_block(each, sources) for each in part["value"]["blocks"]],
        }
        for part in stored
    ]


def stored_parts(parts: Sequence[Mapping[str, Any]], sources: Sequence[str]) -> list[Stored]:
    return [
        {
            "type": "part",
            "id": part["id"],
            "value": {"title": part["title"], "blocks": [_stored_block(each, sources) for each in part["blocks"]]},
        }
        for part in parts
    ]


def _block(stored: Stored, sources: Sequence[str]) -> dict[str, Any]:
    kind = stored["type"]
    content = {key: _value(kind, key, each, sources) for key, each in stored["value"].items()}
    if kind == "concept":
        content["source"] = _source(content["source"], sources)
    return {"id": stored["id"], "kind": kind, **content, **(_NO_TOOL if kind == "exercise" else {})}


def _value(kind: str, key: str, value: Any, sources: Sequence[str]) -> Any:
    if key in _RICH:
        return to_nodes(value or "", sources)
    if isinstance(value, list):
        return [_line(kind, key, line, sources) for line in value]
    return "" if value is None else value


def _line(kind: str, key: str, stored: Stored, sources: Sequence[str]) -> Any:
    value = stored["value"]
    if not isinstance(value, dict):
        return value
    line = {name: _value(kind, name, each, sources) for name, each in value.items()}
    return {"id": stored["id"], **line} if (kind, key) in _NAMED else line


def _source(place: str, sources: Sequence[str]) -> str:
    """The id of the source with that number; a number without a source stays, and is a fault."""
    is_place = place.isdigit() and 1 <= int(place) <= len(sources)
    return sources[int(place) - 1] if is_place else place


def _stored_block(block: Mapping[str, Any], sources: Sequence[str]) -> Stored:
    value = {
        key: _stored(f"{block['id']}-{key}", key, each, sources)
        for key, each in block.items()
        if key not in ("id", "kind", *_NO_TOOL)
    }
    if block["kind"] == "concept" and block["source"] in sources:
        value["source"] = str(sources.index(block["source"]) + 1)
    return {"type": block["kind"], "id": block["id"], "value": value}


def _stored(name: str, key: str, value: Any, sources: Sequence[str]) -> Any:
    """Lines without an id get one by their place, the same in every language."""
    if key in _RICH:
        return to_html(value, sources)
    if isinstance(value, list):
        return [_stored_line(f"{name}-{place}", line, sources) for place, line in enumerate(value, 1)]
    return value


def _stored_line(name: str, line: Any, sources: Sequence[str]) -> Stored:
    if not isinstance(line, Mapping):
        return {"type": "item", "id": name, "value": line}
    value = {key: _stored(name, key, each, sources) for key, each in line.items() if key != "id"}
    return {"type": "item", "id": line.get("id", name), "value": value}
