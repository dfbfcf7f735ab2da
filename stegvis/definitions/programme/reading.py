"""A programme in one language as values that pages and rules read. A document with faults is refused whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stegvis.definitions.programme.document import check
from stegvis.definitions.programme.faults import BadProgramme

Rich = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Field:
    """One named field of a worksheet, a homework or a reflection; `id` is what its answer is kept under."""

    id: str
    kind: str
    label: str
    help: str = ""
    unit: str = ""
    least: int | None = None
    most: int | None = None
    least_label: str = ""
    most_label: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Block:
    """One block. `content` holds the keys of its kind (titles, rich text, file names) as in the document."""

    id: str
    kind: str
    content: Mapping[str, Any]
    fields: tuple[Field, ...] = ()
    rows: int = 1
    when: Mapping[str, Any] | None = None

    @property
    def is_written_in(self) -> bool:
        """Whether a client writes here."""
        return bool(self.fields)


@dataclass(frozen=True)
class Step:
    """One page of a module."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Module:
    """About a week's work. `homework` is a block of the kind worksheet, on the last page."""

    id: str
    title: str
    summary: str
    minutes: int
    steps: tuple[Step, ...]
    homework: Block

    @cached_property
    def sheets(self) -> Mapping[str, Block]:
        """Everything a client writes in, by id: worksheets, reflections and the homework."""
        blocks = [block for step in self.steps for block in step.blocks if block.is_written_in]
        return {block.id: block for block in (*blocks, self.homework)}


@dataclass(frozen=True)
class Programme:
    """A programme in one language. `measures` are (instrument, every so many days)."""

    slug: str
    problem: str
    language: str
    title: str
    summary: str
    for_whom: Rich
    safety: Rich
    sources: Mapping[str, Mapping[str, str]]
    opening: str
    days: int
    introduction: str
    measures: tuple[tuple[str, int], ...]
    modules: tuple[Module, ...]

    def module(self, name: str) -> Module | None:
        return next((each for each in self.modules if each.id == name), None)


_INSTEAD = {"nn": "nb"}


def read(document: Mapping[str, Any], language: str) -> Programme:
    """The programme in that language, or where it is not written in it in the nearest it has.

    Raises BadProgramme with every fault. nn reads nb where there is no nn; else the first language of the document.
    """
    faults = check(document, is_frozen=True)
    if faults:
        raise BadProgramme(faults)
    trees = document["languages"]
    nearest = next(each for each in (language, _INSTEAD.get(language, language), *trees) if each in trees)
    tree = trees[nearest]
    return Programme(
        slug=document["slug"],
        problem=document["problem"],
        language=nearest,
        title=tree["title"],
        summary=tree["summary"],
        for_whom=tree["for_whom"],
        safety=tree["safety"],
        sources={source["id"]: source for source in tree["sources"]},
        opening=document["opening"],
        days=document["days"],
        introduction=document["introduction"],
        measures=tuple((each["instrument"], each["every_days"]) for each in document["measures"]),
        modules=tuple(map(_module, tree["modules"])),
    )


def _module(module: Mapping[str, Any]) -> Module:
    steps = tuple(Step(step["id"], step["title"], tuple(map(_block, step["blocks"]))) for step in module["steps"])
    homework = _block({"kind": "worksheet", "title": "", "rows": 1, **module["homework"]})
    return Module(module["id"], module["title"], module["summary"], module["minutes"], steps, homework)


def _block(block: Mapping[str, Any]) -> Block:
    content = {key: value for key, value in block.items() if key not in ("id", "kind", "fields", "rows", "when")}
    return Block(block["id"], block["kind"], content, tuple(_fields(block)), block.get("rows", 1), block.get("when"))


def _fields(block: Mapping[str, Any]) -> Iterator[Field]:
    if block["kind"] == "reflection":
        yield Field(block["id"], "long_text", block["prompt"])
    for field in block.get("fields", ()):
        choices = tuple((choice["id"], choice["text"]) for choice in field.get("choices", ()))
        yield Field(**{**field, "choices": choices})
