"""When a block is shown, between the editor's plain choices and the document's condition.

An answer is named in the author's own words, the question and the answer as they stand in the programme; the
document names both by id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

CASE, NO_CASE = "case ", "no_case "
SICK, NOT_SICK, ANSWERED = "sick", "not_sick", "answered"
_YES_NO = {"yes": "yes", "ja": "yes", "no": "no", "nei": "no", "nej": "no"}

Condition = dict[str, Any]


def to_condition(chosen: Mapping[str, Any]) -> Condition | None:
    """The condition of what was chosen; an answer is still in words (see `name_answers`). None: always shown."""
    show = chosen.get("show") or ""
    for start, is_case in ((CASE, True), (NO_CASE, False)):
        if show.startswith(start):
            return {"kind": "case_last_time", "instrument": show.removeprefix(start), "is": is_case}
    if show in (SICK, NOT_SICK):
        return {"kind": "on_sick_leave", "is": show == SICK}
    if show == ANSWERED:
        return {"kind": "answered", "field": chosen.get("field") or "", "is": chosen.get("answer") or ""}
    return None


def from_condition(condition: Condition | None, tree: Mapping[str, Any]) -> dict[str, str]:
    """What the editor shows for a condition of that language's tree."""
    kind = condition["kind"] if condition else ""
    chosen = {"show": "", "field": "", "answer": ""}
    if condition is None:
        return chosen
    if kind == "case_last_time":
        return {**chosen, "show": (CASE if condition["is"] else NO_CASE) + condition["instrument"]}
    if kind == "on_sick_leave":
        return {**chosen, "show": SICK if condition["is"] else NOT_SICK}
    fields = list(_fields(tree))
    asked = next((each for each in fields if each["id"] == condition["field"]), {"label": condition["field"]})
    is_told_apart = sum(each["label"] == asked["label"] for each in fields) == 1
    texts = {choice["id"]: choice["text"] for choice in asked.get("choices", ())}
    return {
        "show": ANSWERED,
        "field": asked["label"] if is_told_apart else condition["field"],
        "answer": texts.get(condition["is"], condition["is"]),
    }


def name_answers(tree: Mapping[str, Any]) -> None:
    """Put ids in the place of words in every condition of the tree; words that name nothing stay, and are a fault."""
    fields = list(_fields(tree))
    for block in _blocks(tree):
        when = block.get("when", {})
        if when.get("kind") == "answered":
            asked = [each for each in fields if when["field"] in (each["id"], each["label"])]
            if len(asked) == 1:
                when["field"] = asked[0]["id"]
                when["is"] = _answer(asked[0], when["is"])
            elif when["field"] not in {each["id"] for each in fields}:
                when["field"] = "question"


def _answer(field: Mapping[str, Any], words: str) -> str:
    if field["kind"] == "yes_no":
        return _YES_NO.get(words.strip().lower(), words)
    same = words.strip().lower()
    found = (choice["id"] for choice in field.get("choices", ()) if same in (choice["id"], choice["text"].lower()))
    return next(found, words)


def _blocks(tree: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for module in tree["modules"]:
        for step in module["steps"]:
            yield from step["blocks"]


def _fields(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for module in tree["modules"]:
        yield from module["homework"]["fields"]
    for block in _blocks(tree):
        yield from block.get("fields", ())
