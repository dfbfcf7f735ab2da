"""A tool as its file says: the fields of an entry, of a plan, and the curves over time, in one language."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from stegvis.definitions.programme.reading import Block, Field
from stegvis.definitions.programme.shapes import TOOLS
from stegvis.definitions.toml_files import in_every_language, table


class UnknownTool(LookupError):  # noqa: N818  (named as the clinic says it)
    """There is no tool of that name."""


class Rhythm(enum.StrEnum):
    """How often something is written."""

    DAY = "day"  # one entry a day
    SEVERAL = "several"
    NONE = "none"  # a plan, or something worked out


@dataclass(frozen=True)
class Curve:
    """One picture over time, from 0 to `most`. `of` is a field, or a figure that `diary.numbers` works out.

    Several entries of a day are drawn as their mean, or added up. `second` is drawn beside it, dashed.
    """

    of: str
    label: str
    most: int
    unit: str = ""
    second: str = ""
    second_label: str = ""
    is_sum: bool = False


@dataclass(frozen=True)
class Tool:
    """One tool. `entry` is what is written each time, `plan` the one living document; either may be None.

    `is_open`: anybody in a course may use it; the others come with a programme or are given by a therapist.
    """

    name: str
    rhythm: Rhythm
    is_open: bool
    title: str
    summary: str
    source: str
    entry: Block | None
    plan: Block | None
    required: frozenset[str]
    shown: tuple[str, ...]
    curves: tuple[Curve, ...]

    @property
    def is_daily(self) -> bool:
        return self.rhythm is Rhythm.DAY


def tools(language: str) -> tuple[Tool, ...]:
    """Every tool, in the order in which programmes name them."""
    return tuple(tool(name, language) for name in TOOLS)


@cache
def tool(name: str, language: str) -> Tool:
    """The tool of that name; raises UnknownTool."""
    if name not in TOOLS:
        raise UnknownTool
    content = table(f"tools/{name}.toml")
    fields, plan = content.get("fields", ()), content.get("plan")
    return Tool(
        name=name,
        rhythm=Rhythm(content["rhythm"]),
        is_open=content["open"],
        title=_words(content, "title", language),
        summary=_words(content, "summary", language),
        source=content["source"],
        entry=Block(name, "worksheet", {}, _fields(fields, language)) if fields else None,
        plan=_plan(name, plan, language) if plan else None,
        required=frozenset(field["id"] for field in fields if field.get("required")),
        shown=tuple(content.get("shown", ())),
        curves=tuple(_curve(curve, language) for curve in content.get("curves", ())),
    )


def _plan(name: str, plan: Mapping[str, Any], language: str) -> Block:
    content = {"title": _words(plan, "title", language)}
    return Block(f"{name}-plan", "worksheet", content, _fields(plan["fields"], language), plan["rows"])


def _fields(fields: Sequence[Mapping[str, Any]], language: str) -> tuple[Field, ...]:
    return tuple(_field(field, language) for field in fields)


def _field(field: Mapping[str, Any], language: str) -> Field:
    words = {key: _words(field, key, language) for key in _WORDS if key in field}
    choices = tuple((choice["id"], _words(choice, "text", language)) for choice in field.get("choices", ()))
    return Field(
        id=field["id"], kind=field["kind"], least=field.get("least"), most=field.get("most"), choices=choices, **words
    )


_WORDS = ("label", "help", "unit", "least_label", "most_label")


def _curve(curve: Mapping[str, Any], language: str) -> Curve:
    return Curve(
        of=curve["of"],
        label=_words(curve, "label", language),
        most=curve["most"],
        unit=curve.get("unit", ""),
        second=curve.get("with", ""),
        second_label=_words(curve, "with_label", language) if "with" in curve else "",
        is_sum=curve.get("sum", False),
    )


def _words(content: Mapping[str, Any], key: str, language: str) -> str:
    return in_every_language(content[key], f"The {key} of a tool")[language]
