"""What must be mended before a programme is published, and what would make it better. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stegvis.definitions.programme.faults import Fault
from stegvis.definitions.programme.rich_text import plain, runs_of
from stegvis.definitions.programme.words import lix

# Above it a text is no longer easy for most adults (Björnsson 1968: 30-40 easy).
HARDEST = 40


def lint(document: Mapping[str, Any], wanted: Iterable[str] = ()) -> list[Fault]:
    """Remarks on a document without faults; `wanted` are the languages the organisation asks for."""
    left = [Fault("language_left", "", language) for language in wanted if language not in document["languages"]]
    return left + [remark for language, tree in document["languages"].items() for remark in _tree(language, tree)]


def _tree(language: str, tree: Mapping[str, Any]) -> Iterator[Fault]:
    if not plain(tree["safety"]).strip():
        yield Fault("no_safety", language)
    for module in tree["modules"]:
        if not module["homework"]["fields"]:
            yield Fault("no_homework", f"{language}, {module['id']}")
        for step in module["steps"]:
            yield from _step(f"{language}, {step['id']}", step)
        hardness = lix(running_text(module))
        if hardness is not None and hardness > HARDEST:
            yield Fault("hard_to_read", f"{language}, {module['id']}", str(hardness))
    cited = {run["source"] for nodes in _rich(tree) for run in runs_of(nodes) if "source" in run}
    for source in tree["sources"]:
        if source["id"] not in cited:
            yield Fault("unsourced", language, source["id"])


def _step(place: str, step: Mapping[str, Any]) -> Iterator[Fault]:
    if not step["title"].strip():
        yield Fault("no_heading", place)
    if not step["blocks"]:
        yield Fault("no_text", place)
    for block in step["blocks"]:
        here = f"{place}, {block['id']}"
        if block["kind"] == "image" and not block["alt"].strip():
            yield Fault("no_alt", here)
        if block["kind"] == "film" and not block["captions"]:
            yield Fault("no_captions", here)
        if block["kind"] == "film" and not block["description"].strip():
            yield Fault("no_description", here)
        if block["kind"] in ("film", "sound") and not plain(block["transcript"]).strip():
            yield Fault("no_transcript", here)


def _rich(tree: Mapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
    yield from (tree["for_whom"], tree["safety"])
    for module in tree["modules"]:
        yield module["homework"]["intro"]
        for step in module["steps"]:
            for block in step["blocks"]:
                yield from (block[key] for key in ("body", "intro", "transcript") if key in block)


def running_text(module: Mapping[str, Any]) -> str:
    """What is read as sentences: paragraphs and lists, without headings, labels and choices."""
    parts = [module["homework"], *(block for step in module["steps"] for block in step["blocks"])]
    return "\n".join(plain(part[key]) for part in parts for key in ("body", "intro", "transcript") if key in part)


def module_text(module: Mapping[str, Any]) -> str:
    """Everything a client reads in a module, as plain lines."""
    lines = [module["title"], module["summary"]]
    for step in module["steps"]:
        lines.append(step["title"])
        for block in step["blocks"]:
            lines += _block_lines(block)
    return "\n".join([*lines, *_block_lines(module["homework"])])


def _block_lines(block: Mapping[str, Any]) -> Iterator[str]:
    yield from (block[key] for key in ("title", "prompt", "question", "text") if key in block)
    yield from (plain(block[key]) for key in ("body", "intro", "transcript") if key in block)
    yield from block.get("items", ())
    for field in block.get("fields", ()):
        yield field["label"]
        yield from (choice["text"] for choice in field.get("choices", ()))
    for choice in block.get("choices", ()):
        yield from (choice["text"], choice["feedback"])
