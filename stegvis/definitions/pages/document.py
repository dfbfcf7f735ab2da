"""A page as one JSON document: whether it is one, with every fault and its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.definitions.pages import shapes
from stegvis.definitions.pages.faults import PageFaults
from stegvis.definitions.programme.document import check_files, is_of
from stegvis.definitions.programme.faults import Fault
from stegvis.definitions.programme.rich_text import runs_of
from stegvis.definitions.toml_files import LANGUAGES

FORMAT = "stegvis-page-1"
# What must be the same in every language; the rest is words, and addresses that differ from country to country.
_SAME = ("id", "kind", "scope", "right", "verb", "tool")


def check(document: Any) -> list[Fault]:
    """Every fault of the document; none means that it can be read, not that it may be published."""
    faults = PageFaults()
    if not is_of(FORMAT, document, faults):
        return faults.found
    shapes.document(document, "document", faults)
    trees, files = document.get("languages"), document.get("files")
    known = files if isinstance(files, dict) else {}
    check_files(known, faults)
    _named_file(document.get("image"), known, faults)
    if document.get("kind") == shapes.Kind.HANDBOOK and document.get("audience") != shapes.Audience.STAFF:
        # What is for those who work here is known by its audience, wherever something of it is handed out.
        faults.add("unknown_word", "audience")
    if isinstance(trees, dict):
        _languages(trees, known, faults)
    return faults.found


def _languages(trees: Mapping[str, Any], files: Mapping[str, Any], faults: PageFaults) -> None:
    """Each language by itself; then whether all have the same shape, where they can be read at all."""
    if not trees:
        faults.add("empty", "languages")
    whole = [language for language, tree in trees.items() if _is_whole(language, tree, files, faults)]
    for language in whole[1:]:
        for place in _differences(trees[whole[0]], trees[language]):
            with faults.at(language), faults.at(place):
                faults.add("other_shape", whole[0])


def _is_whole(language: str, tree: Any, files: Mapping[str, Any], faults: PageFaults) -> bool:
    if language not in LANGUAGES:
        faults.add("unknown_word", "languages")
        return False
    if not tree:
        faults.add("missing_language", language)
        return False
    before = len(faults.found)
    with faults.at(language):
        shapes.tree(tree, "tree", faults)
        if len(faults.found) > before:
            return False
        _ids(tree, faults)
        sources = {source["id"] for source in tree["sources"]}
        for part in tree["parts"]:
            for block in part["blocks"]:
                with faults.at(f"block {block['id']}"):
                    _inside(block, sources, files, faults)
    return True


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    """The parts and blocks in which two languages differ in more than their words."""
    if [part["id"] for part in one["parts"]] != [part["id"] for part in other["parts"]]:
        yield "parts"
        return
    for mine, theirs in zip(one["parts"], other["parts"], strict=True):
        if [block["id"] for block in mine["blocks"]] != [block["id"] for block in theirs["blocks"]]:
            yield f"part {mine['id']}"
        else:
            for block, same in zip(mine["blocks"], theirs["blocks"], strict=True):
                if _shape(block) != _shape(same):
                    yield f"block {block['id']}"


def _shape(part: Mapping[str, Any]) -> dict[str, Any]:
    """What is the same in every language of a block, with the choices, cards and duties inside it."""
    kept = {key: part[key] for key in _SAME if key in part}
    within = {
        key: [_shape(each) for each in value]
        for key, value in part.items()
        if isinstance(value, list) and value and isinstance(value[0], dict) and "id" in value[0]
    }
    return {**kept, **within}


def _ids(tree: Mapping[str, Any], faults: PageFaults) -> None:
    """Parts and blocks have one id each in the page, choices and items one each in their block."""
    blocks = [block for part in tree["parts"] for block in part["blocks"]]
    named = [part["id"] for part in tree["parts"]] + [block["id"] for block in blocks]
    _twice(named, faults)
    _twice([source["id"] for source in tree["sources"]], faults)
    for block in blocks:
        with faults.at(f"block {block['id']}"):
            items = [*block.get("choices", ()), *block.get("items", ())]
            _twice([item["id"] for item in items if isinstance(item, dict) and "id" in item], faults)


def _twice(named: list[str], faults: PageFaults) -> None:
    for name in sorted(each for each, times in Counter(named).items() if times > 1):
        faults.add("same_id", name)


def _inside(block: Mapping[str, Any], sources: set[str], files: Mapping[str, Any], faults: PageFaults) -> None:
    """What the block points to: sources of its claims and files."""
    cited = {run["source"] for nodes in rich_texts(block) for run in runs_of(nodes) if "source" in run}
    cited |= {block.get("source", "")} - {""}
    for missing in sorted(cited - sources):
        faults.add("no_such", missing)
    for key in ("file", "captions"):
        _named_file(block.get(key), files, faults)


def _named_file(name: Any, files: Mapping[str, Any], faults: PageFaults) -> None:
    if isinstance(name, str) and name and name not in files:
        faults.add("no_such", name if name.isascii() and len(name) < 100 else "file")


def rich_texts(block: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """Every rich text of a block, in the order in which it is read."""
    yield from (block[key] for key in ("body", "transcript", "after") if key in block)
    yield from (line["answer"] for line in block.get("lines", ()))
    if block["kind"] == "cards":
        yield from (card["body"] for card in block["items"])
