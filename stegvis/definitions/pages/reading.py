"""A page in one language as values that templates read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stegvis.definitions.pages.shapes import Audience, Kind
from stegvis.definitions.toml_files import LANGUAGES

# What is read instead where a page is not written in a language, nearest first.
_INSTEAD = {
    "nb": ("nn", "sv", "en"),
    "nn": ("nb", "sv", "en"),
    "sv": ("nb", "nn", "en"),
    "en": ("nb", "sv", "nn"),
}


@dataclass(frozen=True)
class Block:
    """One block. `content` holds the keys of its kind (titles, rich text, choices) as in the document."""

    id: str
    kind: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A piece of the page under one heading; in a chapter and a course, what is on one screen."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class LearnPage:
    """A page in one language. `language` is the one it is shown in; `languages` are all that it is written in."""

    slug: str
    kind: Kind
    audience: Audience
    parent: str
    topics: tuple[str, ...]
    related: tuple[str, ...]
    published_on: date
    review_by: date
    image: str
    image_alt: str
    image_credit: str
    language: str
    languages: tuple[str, ...]
    title: str
    lead: str
    sources: Mapping[str, Mapping[str, str]]
    parts: tuple[Part, ...]

    @property
    def is_in_parts(self) -> bool:
        """Whether it is read one part a page."""
        return self.kind in (Kind.CHAPTER, Kind.COURSE)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for part in self.parts for block in part.blocks)

    def named(self, kind: str) -> tuple[str, ...]:
        """The slugs that blocks of the kinds `claim` and `publications` name, each once, in their order."""
        found = [block.content for block in self.blocks if block.kind == kind]
        slugs = (slug for content in found for slug in content.get("items", [content.get("claim")]))
        return tuple(dict.fromkeys(slugs))


def nearest(language: str, written: Collection[str]) -> str:
    """The language itself where there is one, else the one a reader of it reads most easily; "" for nothing written."""
    wanted = (language, *_INSTEAD.get(language, LANGUAGES))
    return next((each for each in wanted if each in written), "")


def page_in(document: Mapping[str, Any], language: str) -> LearnPage:
    """The page of a document without faults, in that language or the nearest it is written in."""
    trees = document["languages"]
    shown = nearest(language, trees)
    tree = trees[shown]
    return LearnPage(
        slug=document["slug"],
        kind=Kind(document["kind"]),
        audience=Audience(document["audience"]),
        parent=document["parent"],
        topics=tuple(document["topics"]),
        related=tuple(document["related"]),
        published_on=date.fromisoformat(document["published_on"]),
        review_by=date.fromisoformat(document["review_by"]),
        image=document["image"],
        image_alt=tree["image_alt"],
        image_credit=tree["image_credit"],
        language=shown,
        languages=tuple(each for each in LANGUAGES if each in trees),
        title=tree["title"],
        lead=tree["lead"],
        sources={source["id"]: source for source in tree["sources"]},
        parts=tuple(Part(part["id"], part["title"], _blocks(part["blocks"])) for part in tree["parts"]),
    )


def _blocks(blocks: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    return tuple(
        Block(block["id"], block["kind"], {key: value for key, value in block.items() if key not in ("id", "kind")})
        for block in blocks
    )
