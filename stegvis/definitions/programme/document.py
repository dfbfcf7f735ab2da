"""A programme as one JSON document: whether it is one, with every fault and its place, and what it is known by."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from stegvis.definitions.programme import shapes
from stegvis.definitions.programme.faults import Fault, Faults
from stegvis.definitions.programme.rich_text import runs_of
from stegvis.definitions.toml_files import LANGUAGES

FORMAT = "stegvis-programme-1"
# What must be the same in every language; the rest is words.
_SAME = {
    *("id", "kind", "minutes", "tool", "rows", "style", "instrument", "file", "least", "most", "right", "when"),
    *("field", "is", "url"),
}
_NESTED = ("modules", "steps", "blocks", "fields", "choices")


def fingerprint(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document in one canonical writing: the same content has the same, however it was stored."""
    written = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def check(document: Any, *, is_frozen: bool = False) -> list[Fault]:
    """Every fault of the document; none means that it can be read, not that it may be published."""
    faults = Faults()
    if not is_of(FORMAT, document, faults):
        return faults.found
    shapes.document(document, "document", faults)
    trees, files = document.get("languages"), document.get("files")
    check_files(files if isinstance(files, dict) else {}, faults, is_frozen=is_frozen)
    if isinstance(trees, dict):
        _languages(document, trees, faults)
    return faults.found


def is_of(wanted: str, document: Any, faults: Faults) -> bool:
    """Whether it says that it is written in this format, such as `stegvis-page-1`; a newer one is named as such."""
    version = document.get("format") if isinstance(document, dict) else None
    named = wanted.rstrip("0123456789")
    if not isinstance(version, str) or not version.startswith(named):
        faults.add("not_a_document", wanted)
    elif version != wanted:
        newer = version.removeprefix(named)
        faults.add("newer", newer if newer.isdigit() else "?")
    return version == wanted


def _languages(document: Mapping[str, Any], trees: Mapping[str, Any], faults: Faults) -> None:
    """Each language by itself; what it points to, and whether all have the same shape, where it can be read at all."""
    if not trees:
        faults.add("empty", "languages")
    whole = [language for language, tree in trees.items() if _is_whole(document, language, tree, faults)]
    for language in whole[1:]:
        for place in _differences(trees[whole[0]], trees[language]):
            with faults.at(language), faults.at(place or "programme"):
                faults.add("other_shape", whole[0])


def _is_whole(document: Mapping[str, Any], language: str, tree: Any, faults: Faults) -> bool:
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
        if document.get("introduction") not in ["", *(module["id"] for module in tree["modules"])]:
            faults.add("no_such", "introduction")
        _ids(tree, faults)
        files = document.get("files")
        _inside(tree, set(files) if isinstance(files, dict) else set(), faults)
    return True


def _differences(one: Mapping[str, Any], other: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """The places where two languages differ in more than their words."""
    here = ({key: value for key, value in each.items() if key in _SAME} for each in (one, other))
    if len({json.dumps(each, sort_keys=True) for each in here}) > 1:
        yield place
        return
    if "homework" in one:
        yield from _differences(one["homework"], other["homework"], f"{place} homework".strip())
    for key in _NESTED:
        mine, theirs = one.get(key, []), other.get(key, [])
        if [each["id"] for each in mine] != [each["id"] for each in theirs]:
            yield place or key
        else:
            for each, same in zip(mine, theirs, strict=True):
                yield from _differences(each, same, each["id"])


def _ids(tree: Mapping[str, Any], faults: Faults) -> None:
    seen = Counter(_all_ids(tree))
    for twice in sorted(each for each, times in seen.items() if times > 1):
        faults.add("same_id", twice)


def _all_ids(tree: Mapping[str, Any]) -> Iterator[str]:
    for module in tree["modules"]:
        yield from (module["id"], module["homework"]["id"])
        yield from (field["id"] for field in module["homework"]["fields"])
        for step in module["steps"]:
            yield step["id"]
            for block in step["blocks"]:
                yield block["id"]
                yield from (field["id"] for field in block.get("fields", ()))


def _inside(tree: Mapping[str, Any], files: set[str], faults: Faults) -> None:
    sources = {source["id"] for source in tree["sources"]}
    choices = dict(_answers(tree))
    for place, part in _parts(tree):
        with faults.at(place):
            for nodes in _rich_texts(part):
                for missing in sorted({run["source"] for run in runs_of(nodes) if "source" in run} - sources):
                    faults.add("no_such", missing)
            when = part.get("when", {})
            if when.get("kind") == "answered" and when["is"] not in choices.get(when["field"], ()):
                faults.add("no_such", when["field"])
            for file in {part.get("file", ""), part.get("captions", "")} - files - {""}:
                faults.add("no_such", file if file.isascii() and len(file) < 100 else "file")


def _parts(tree: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The programme's own texts, each homework and each block, with its place."""
    yield "programme", tree
    for module in tree["modules"]:
        yield module["homework"]["id"], module["homework"]
        for step in module["steps"]:
            for block in step["blocks"]:
                yield f"block {block['id']}", block


def _rich_texts(part: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    for key in ("body", "intro", "for_whom", "safety", "transcript"):
        if key in part:
            yield part[key]


def _answers(tree: Mapping[str, Any]) -> Iterator[tuple[str, set[str]]]:
    """Each field with the answers that a condition may ask for."""
    for _, part in _parts(tree):
        for field in part.get("fields", ()):
            if field["kind"] == "yes_no":
                yield field["id"], {"yes", "no"}
            elif field["kind"] in ("choice", "choices"):
                yield field["id"], {choice["id"] for choice in field["choices"]}


def check_files(files: Mapping[str, Any], faults: Faults, *, is_frozen: bool = False) -> None:
    """Each file is what it says. In a version that is frozen, what files hold is kept beside the document."""
    said, held = {"type": shapes.plain, "sha256": shapes.plain}, {"content": shapes.plain}
    of = shapes.shaped(said, held) if is_frozen else shapes.shaped({**said, **held})
    for name, file in files.items():
        with faults.at(f"file {name if name.isascii() and len(name) < 100 else ''}".strip()):
            before = len(faults.found)
            of(file, "file", faults)
            if len(faults.found) == before and "content" in file and not _is_as_said(file):
                faults.add("bad_file", name)


def _is_as_said(file: Mapping[str, str]) -> bool:
    try:
        content = base64.b64decode(file["content"], validate=True)
    except binascii.Error:
        return False
    return hashlib.sha256(content).hexdigest() == file["sha256"]
