"""The blocks of a library page as their template draws them, for the public, for clients and for staff.

What a block only points to (claims, publications, polls) is read before and given here; this asks no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.definitions.pages import Block
from stegvis.portals.programme.rich_text import Sources, rich_html

# Blocks with a heading of their own, so that headings in their text stand one level lower.
_TITLED = {"example", "exercise", "concept", "interview", "cards", "storyboard", "poll"}
_RICH = ("body", "transcript", "after")
VERBS = {"inform": _("Inform"), "motivate": _("Motivate"), "arrange": _("Arrange")}


@dataclass(frozen=True)
class Known:
    """What the blocks of a page point to: claims and publications by slug, polls by block.

    `file` and `publication` give the address of a file of the page and of a publication, `vote` the one where a block's
    poll takes answers; `nearby` is the page that lists offers, "" where there is none.
    """

    claims: Mapping[str, Any] = field(default_factory=dict)
    publications: Mapping[str, Any] = field(default_factory=dict)
    polls: Mapping[str, Any] = field(default_factory=dict)
    file: Callable[[str], str] = str
    publication: Callable[[str], str] = str
    vote: Callable[[str], str] = str
    nearby: str = ""


@dataclass(frozen=True)
class Learnt:
    """One block. `lines` are its parts with their text as HTML; `found` what it points to, None where that is gone."""

    id: str
    kind: str
    content: Mapping[str, Any]
    body: SafeString
    lines: Sequence[tuple[Any, Any]] = ()
    found: Any = None
    source: int = 0
    href: str = ""
    captions: str = ""


def learnt(blocks: Iterable[Block], sources: Sources, known: Known, *, level: int = 2) -> Sequence[Learnt]:
    """In their order. Headings in text stand at `level`, in blocks with a heading of their own one lower."""
    return [_learnt(block, sources, known, level) for block in blocks]


def _learnt(block: Block, sources: Sources, known: Known, level: int) -> Learnt:
    content = block.content
    inner = level + 1 if block.kind in _TITLED else level
    text = next((content[key] for key in _RICH if key in content), ())
    source = content.get("source", "")
    found = _found(block, known)
    return Learnt(
        id=block.id,
        kind=block.kind,
        content=content,
        body=rich_html(text, sources, level=inner),
        lines=_lines(block, sources, known, inner),
        found=found,
        source=sources.number(source) if source else 0,
        href=_href(block, found, known),
        captions=_file(content, "captions", known),
    )


def _lines(block: Block, sources: Sources, known: Known, level: int) -> Sequence[tuple[Any, Any]]:
    content = block.content
    if block.kind == "interview":
        return [(line["question"], rich_html(line["answer"], sources, level=level)) for line in content["lines"]]
    if block.kind == "cards":
        return [(card["title"], rich_html(card["body"], sources, level=level)) for card in content["items"]]
    if block.kind == "publications":
        there = [slug for slug in content["items"] if slug in known.publications]
        return [(known.publications[slug], known.publication(slug)) for slug in there]
    if block.kind == "duties":
        by_verb = (
            (words, [item for item in content["items"] if item["verb"] == verb]) for verb, words in VERBS.items()
        )
        return [(words, items) for words, items in by_verb if items]
    return ()


def _found(block: Block, known: Known) -> Any:
    if block.kind == "claim":
        return known.claims.get(block.content["claim"])
    return known.polls.get(block.id) if block.kind == "poll" else None


def _href(block: Block, found: Any, known: Known) -> str:
    """Where it leads: to the offers, to the record of a claim's publication, to the vote, or to its own file."""
    if block.kind == "poll":
        return known.vote(block.id)
    if block.kind == "offers":
        return _offers(block.content, known)
    if block.kind == "claim":
        return known.publication(found.publication) if found and found.publication else ""
    return _file(block.content, "file", known)


def _file(content: Mapping[str, Any], key: str, known: Known) -> str:
    name = content.get(key, "")
    return known.file(name) if name else ""


def _offers(content: Mapping[str, Any], known: Known) -> str:
    """The page that lists offers, for this kind and problem; "" where the site shows none."""
    wanted = {"kind": content["kind_of_offer"], "problem": content["problem"]}
    wanted = {key: value for key, value in wanted.items() if value}
    return f"{known.nearby}?{urlencode(wanted)}" if known.nearby and wanted else known.nearby
