"""Steps, blocks and fields between the editor's stored form and the document. Pure: no page, no database.

The stored form of a stream is a list of {"type", "value", "id"}; its ids become the document's, so that answers
stay with their question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from stegvis.library.authoring.conditions import from_condition, to_condition
from stegvis.library.authoring.rich_text import to_html, to_nodes

Stored = dict[str, Any]
_RICH = {"body", "intro", "transcript"}
# Left out of the document where they say nothing.
_OPTIONAL_IN_A_FIELD = ("help", "unit")


def steps_of(stored: Sequence[Stored], sources: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "id": step["id"],
            "title": step["value"]["title"] or "",
            "blocks": [_block(each, sources) for each in step["value"]["blocks"]],
        }
        for step in stored
    ]


def fields_of(stored: Sequence[Stored]) -> list[dict[str, Any]]:
    return [_field(each) for each in stored]


def stored_steps(steps: Sequence[Mapping[str, Any]], tree: Mapping[str, Any]) -> list[Stored]:
    """`tree` is the whole programme in that language: sources are named by their place in it, answers by words."""
    sources = [source["id"] for source in tree["sources"]]
    return [
        {
            "type": "step",
            "id": step["id"],
            "value": {
                "title": step["title"],
                "blocks": [_stored_block(block, sources, tree) for block in step["blocks"]],
            },
        }
        for step in steps
    ]


def stored_fields(fields: Sequence[Mapping[str, Any]]) -> list[Stored]:
    return [_stored_field(field) for field in fields]


def _block(stored: Stored, sources: Sequence[str]) -> dict[str, Any]:
    content = {key: value for key, value in stored["value"].items() if key != "when"}
    block = {"id": stored["id"], "kind": stored["type"], **{key: _value(key, content[key], sources) for key in content}}
    when = to_condition(stored["value"].get("when") or {})
    return {**block, "when": when} if when else block


def _value(key: str, value: Any, sources: Sequence[str]) -> Any:
    if key in _RICH:
        return to_nodes(value or "", sources)
    if key == "fields":
        return fields_of(value)
    if key == "items":
        return [item["value"] for item in value]
    if key == "choices":
        return [{"id": choice["id"], **choice["value"]} for choice in value]
    return "" if value is None else value


def _field(stored: Stored) -> dict[str, Any]:
    value = {key: each for key, each in stored["value"].items() if each or key not in _OPTIONAL_IN_A_FIELD}
    if "choices" in value:
        value["choices"] = [{"id": each["id"], "text": each["value"]} for each in value["choices"]]
    return {"id": stored["id"], "kind": stored["type"], **value}


def _stored_block(block: Mapping[str, Any], sources: Sequence[str], tree: Mapping[str, Any]) -> Stored:
    content = {key: value for key, value in block.items() if key not in ("id", "kind", "when")}
    value = {key: _stored_value(key, content[key], sources) for key in content}
    when = from_condition(block.get("when"), tree)
    return {"type": block["kind"], "id": block["id"], "value": {**value, "when": when}}


def _stored_value(key: str, value: Any, sources: Sequence[str]) -> Any:
    if key in _RICH:
        return to_html(value, sources)
    if key == "fields":
        return stored_fields(value)
    if key == "items":
        return [{"type": "item", "value": item} for item in value]
    if key == "choices":
        return [
            {"type": "item", "id": each["id"], "value": {k: v for k, v in each.items() if k != "id"}} for each in value
        ]
    return value


def _stored_field(field: Mapping[str, Any]) -> Stored:
    value = {key: each for key, each in field.items() if key not in ("id", "kind")}
    if "choices" in value:
        value["choices"] = [{"type": "item", "id": each["id"], "value": each["text"]} for each in field["choices"]]
    return {"type": field["kind"], "id": field["id"], "value": value}
