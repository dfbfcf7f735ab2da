"""Which keys each part of a document has, and what each may hold: one table, read by the check alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from stegvis.definitions.instrument import UnknownInstrument, instrument
from stegvis.definitions.programme.faults import Faults
from stegvis.definitions.programme.rich_text import LIST_NODES, TEXT_NODES
from stegvis.definitions.registration import Problem

# A check of one value: it adds to the faults, by the key it stands under.
Check = Callable[[Any, str, Faults], None]

OPENINGS = ("completion", "therapist", "date")
TOOLS = (
    *("sleep_diary", "sleep_window", "activity_schedule", "thought_record", "exposure_ladder", "worry_time"),
    *("food_diary", "interoceptive", "safety_plan", "relapse_plan", "work_plan", "training"),
)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# No text of ours holds these; a text that does was made to be read as markup somewhere.
_MARKUP = re.compile(r"<\s*[a-zA-Z/!]|javascript\s*:|&#|\bon[a-z]+\s*=\s*[\"']", re.IGNORECASE)
_RUN = {"text", "strong", "emphasis", "url", "source"}


def plain(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, str):
        faults.add("wrong_kind", key)
    elif not value.strip():
        faults.add("empty", key)
    elif _MARKUP.search(value):
        faults.add("script", key)


def plain_or_empty(value: Any, key: str, faults: Faults) -> None:
    if value != "":
        plain(value, key, faults)


def identity(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, str):
        faults.add("wrong_kind", key)
    elif not _ID.fullmatch(value) or len(value) > 80:
        faults.add("bad_id", key)


def address(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, str) or not re.fullmatch(r"https://[^\s\"'<>]+", value):
        faults.add("bad_address", key)


def address_or_empty(value: Any, key: str, faults: Faults) -> None:
    if value != "":
        address(value, key, faults)


def instrument_of(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, str):
        faults.add("wrong_kind", key)
        return
    try:
        instrument(value)
    except UnknownInstrument:
        faults.add("no_such", value if re.fullmatch(r"[a-z0-9@-]{1,30}", value) else key)


def truth(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, bool):
        faults.add("wrong_kind", key)


def number(least: int, most: int) -> Check:
    def check(value: Any, key: str, faults: Faults) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            faults.add("wrong_kind", key)
        elif not least <= value <= most:
            faults.add("out_of_range", key)

    return check


def one_of(*words: str) -> Check:
    def check(value: Any, key: str, faults: Faults) -> None:
        if value not in words:
            faults.add("unknown_word", key)

    return check


def several(check: Check, least: int = 1, most: int = 60) -> Check:
    def each(value: Any, key: str, faults: Faults) -> None:
        if not isinstance(value, list):
            faults.add("wrong_kind", key)
        elif not least <= len(value) <= most:
            faults.add("out_of_range" if value else "empty", key)
        else:
            for place, one in enumerate(value, 1):
                named = one.get("id") if isinstance(one, dict) else None
                with faults.at(f"{_SINGULAR.get(key, key)} {named if isinstance(named, str) else place}"):
                    check(one, key, faults)

    return each


_SINGULAR = {
    **{"modules": "module", "steps": "step", "blocks": "block", "fields": "field"},
    **{"choices": "choice", "sources": "source", "items": "item", "measures": "measure", "body": "paragraph"},
}


def shaped(keys: Mapping[str, Check], may: Mapping[str, Check] | None = None) -> Check:
    """An object with exactly these keys, and perhaps some that it `may` have."""
    optional = may or {}

    def check(value: Any, key: str, faults: Faults) -> None:
        if not isinstance(value, dict):
            faults.add("wrong_kind", key)
            return
        for missing in sorted(keys.keys() - value.keys()):
            faults.add("missing", missing)
        for unknown in sorted(value.keys() - keys.keys() - optional.keys()):
            faults.add("unknown_key", unknown)
        for name, one in value.items():
            if name in keys or name in optional:
                (keys.get(name) or optional[name])(one, name, faults)

    return check


def by_kind(kinds: Mapping[str, Check], unknown: str) -> Check:
    """An object whose `kind` says which shape it has."""

    def check(value: Any, key: str, faults: Faults) -> None:
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            faults.add(unknown, kind if isinstance(kind, str) and _ID.fullmatch(kind) else key)
        else:
            kinds[kind](value, key, faults)

    return check


def _run(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or not value["text"]:
        faults.add("wrong_kind", key)
        return
    for unknown in sorted(value.keys() - _RUN):
        faults.add("unknown_key", unknown)
    if _MARKUP.search(value["text"]):
        faults.add("script", key)
    for style in ("strong", "emphasis"):
        if value.get(style, True) is not True:
            faults.add("wrong_kind", style)
    if "url" in value:
        address(value["url"], "url", faults)
    if "source" in value:
        identity(value["source"], "source", faults)


_runs = several(_run, most=200)
_NODES = {
    **{kind: shaped({"kind": one_of(kind), "runs": _runs}) for kind in TEXT_NODES},
    **{kind: shaped({"kind": one_of(kind), "items": several(_runs)}) for kind in LIST_NODES},
}
rich = several(by_kind(_NODES, "unknown_word"), most=80)
rich_or_empty = several(by_kind(_NODES, "unknown_word"), least=0, most=80)

_choice = shaped({"id": identity, "text": plain})
_FIELD = {"id": identity, "kind": plain, "label": plain}
_HELP = {"help": plain_or_empty}
_bound = number(-1000, 100_000)
_choices = {"choices": several(_choice, least=2, most=20)}
FIELDS: Mapping[str, Check] = {
    **{kind: shaped(_FIELD, _HELP) for kind in ("text", "long_text", "yes_no", "date", "time")},
    "number": shaped({**_FIELD, "least": _bound, "most": _bound}, {**_HELP, "unit": plain_or_empty}),
    "scale": shaped({**_FIELD, "least": _bound, "most": _bound, "least_label": plain, "most_label": plain}, _HELP),
    **{kind: shaped({**_FIELD, **_choices}, _HELP) for kind in ("choice", "choices")},
}
field = by_kind(FIELDS, "unknown_word")
fields = several(field, most=30)

CONDITIONS: Mapping[str, Check] = {
    "case_last_time": shaped({"kind": plain, "instrument": instrument_of, "is": truth}),
    "answered": shaped({"kind": plain, "field": identity, "is": plain}),
    "on_sick_leave": shaped({"kind": plain, "is": truth}),
}
condition = by_kind(CONDITIONS, "unknown_word")


def _block(**keys: Check) -> Check:
    return shaped({"id": identity, "kind": plain, **keys}, {"when": condition})


_right_choice = shaped({"id": identity, "text": plain, "right": truth, "feedback": plain})
BLOCKS: Mapping[str, Check] = {
    "text": _block(body=rich),
    "quote": _block(body=rich, by=plain),
    "example": _block(title=plain, body=rich),
    "list": _block(style=one_of("bullets", "numbers", "checks"), items=several(plain)),
    "exercise": _block(title=plain, body=rich, tool=one_of("", *TOOLS), minutes=number(1, 240)),
    "worksheet": _block(title=plain, intro=rich_or_empty, fields=fields, rows=number(1, 10)),
    "reflection": _block(prompt=plain),
    "check": _block(question=plain, choices=several(_right_choice, least=2, most=8)),
    "measure": _block(instrument=instrument_of),
    "link": _block(text=plain, url=address),
    "image": _block(file=plain, alt=plain_or_empty, credit=plain_or_empty),
    "film": _block(
        file=plain, title=plain, captions=plain_or_empty, description=plain_or_empty, transcript=rich_or_empty
    ),
    "sound": _block(file=plain, title=plain, transcript=rich_or_empty),
}
block = by_kind(BLOCKS, "unknown_block")

_step = shaped({"id": identity, "title": plain_or_empty, "blocks": several(block, least=0)})
_homework = shaped({"id": identity, "intro": rich_or_empty, "fields": several(field, least=0, most=30)})
_module = shaped(
    {
        "id": identity,
        "title": plain,
        "summary": plain,
        "minutes": number(1, 600),
        "steps": several(_step, most=20),
        "homework": _homework,
    }
)
_source = shaped({"id": identity, "text": plain}, {"url": address_or_empty})
tree = shaped(
    {
        "title": plain,
        "summary": plain,
        "for_whom": rich,
        "safety": rich_or_empty,
        "sources": several(_source, least=0, most=100),
        "modules": several(_module, most=20),
    }
)


def _mapping(value: Any, key: str, faults: Faults) -> None:
    if not isinstance(value, dict):
        faults.add("wrong_kind", key)


_measure = shaped({"instrument": instrument_of, "every_days": number(1, 365)})
document = shaped(
    {
        "format": plain,
        "slug": identity,
        "problem": one_of(*Problem),
        "opening": one_of(*OPENINGS),
        "days": number(1, 60),
        "introduction": plain_or_empty,
        "measures": several(_measure, least=0, most=10),
        "files": _mapping,
        "languages": _mapping,
    }
)

__all__: Sequence[str] = ["BLOCKS", "CONDITIONS", "FIELDS", "OPENINGS", "TOOLS", "document", "tree"]
