"""What must be mended before a page is published, and what would make it better. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from stegvis.definitions import clock
from stegvis.definitions.pages.document import rich_texts
from stegvis.definitions.pages.faults import Remark
from stegvis.definitions.pages.shapes import Audience, Kind
from stegvis.definitions.pages.text import running_text
from stegvis.definitions.programme.rich_text import plain, runs_of
from stegvis.definitions.programme.words import lix

# Under 30 a text is very easy, 30-40 easy, 40-50 of middling difficulty (Björnsson 1968).
EASIEST, FOR_ANYONE, FOR_PROFESSIONALS = 30, 40, 50
LONGEST_UNREAD = timedelta(days=3 * 366)
# What states facts. News, easy-read pages and the handbook may lean on the pages they belong to.
SOURCED = (Kind.ARTICLE, Kind.CHAPTER, Kind.GUIDELINE, Kind.COURSE)
SOURCES = ("claim", "publications", "documents")


def lint(document: Mapping[str, Any], wanted: Iterable[str] = (), *, on: date | None = None) -> list[Remark]:
    """Remarks on a document without faults; `wanted` are the languages the organisation asks for, `on` is today."""
    left = [Remark("language_left", "", language) for language in wanted if language not in document["languages"]]
    trees = document["languages"].items()
    return [
        *left,
        *_days(document, on or clock.now().date()),
        *(remark for language, tree in trees for remark in _tree(document, language, tree)),
    ]


def _days(document: Mapping[str, Any], today: date) -> Iterator[Remark]:
    review_by = date.fromisoformat(document["review_by"])
    if review_by < today:
        yield Remark("review_passed", "")
    if review_by > today + LONGEST_UNREAD:
        yield Remark("review_far", "")


def _tree(document: Mapping[str, Any], language: str, tree: Mapping[str, Any]) -> Iterator[Remark]:
    if document["image"] and not tree["image_alt"].strip():
        yield Remark("no_alt", language)
    blocks = [block for part in tree["parts"] for block in part["blocks"]]
    for part in tree["parts"]:
        # The only part of a page stands under the page's own heading.
        if len(tree["parts"]) > 1 and not part["title"].strip():
            yield Remark("no_heading", f"{language}, {part['id']}")
        if not part["blocks"]:
            yield Remark("no_text", f"{language}, {part['id']}")
    for block in blocks:
        yield from _seen_and_heard(f"{language}, {block['id']}", block)
    yield from _sources(document, language, tree, blocks)
    yield from _hardness(document, language, tree)


def _seen_and_heard(place: str, block: Mapping[str, Any]) -> Iterator[Remark]:
    if block["kind"] == "image" and not block["alt"].strip():
        yield Remark("no_alt", place)
    if block["kind"] == "film" and not block["captions"]:
        yield Remark("no_captions", place)
    if block["kind"] == "film" and not block["description"].strip():
        yield Remark("no_description", place)
    if block["kind"] in ("film", "sound") and not plain(block["transcript"]).strip():
        yield Remark("no_transcript", place)


def _sources(
    document: Mapping[str, Any], language: str, tree: Mapping[str, Any], blocks: list[Mapping[str, Any]]
) -> Iterator[Remark]:
    named = tree["sources"] or any(block["kind"] in SOURCES for block in blocks)
    if document["kind"] in SOURCED and not named:
        yield Remark("no_source", language)
    cited = {block.get("source", "") for block in blocks}
    cited |= {run.get("source") for block in blocks for nodes in rich_texts(block) for run in runs_of(nodes)}
    for source in tree["sources"]:
        if source["id"] not in cited:
            yield Remark("unsourced", language, source["id"])


def _hardness(document: Mapping[str, Any], language: str, tree: Mapping[str, Any]) -> Iterator[Remark]:
    hardness = lix(running_text(tree))
    if hardness is None:
        return
    if document["kind"] == Kind.EASY and hardness > EASIEST:
        yield Remark("not_easy", language, str(hardness))
    elif hardness > (FOR_PROFESSIONALS if document["audience"] in (Audience.GP, Audience.STAFF) else FOR_ANYONE):
        yield Remark("hard_to_read", language, str(hardness))
