"""The document of a draft: its pages as they were last saved, in the shape that is frozen and read by clients."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stegvis.definitions.programme import FORMAT
from stegvis.library.authoring.conditions import name_answers
from stegvis.library.authoring.parts import fields_of, steps_of
from stegvis.library.authoring.rich_text import to_nodes
from stegvis.library.models import LanguagePage, MediaFile, ModulePage, ProgrammePage


def document_of(programme: ProgrammePage) -> dict[str, Any]:
    """What would be frozen now. It is not checked: `definitions.programme.check` and `lint` say what is wrong."""
    # Read anew: a page in hand does not know of the pages that were put under it since.
    page = ProgrammePage.objects.get(pk=programme.pk).get_latest_revision_as_object()
    trees = {written.language: _tree(written) for written in drafts_under(page)}
    return {
        "format": FORMAT,
        "slug": page.slug,
        "problem": page.problem,
        "opening": page.opening,
        "days": page.days,
        "introduction": _introduction(page, trees),
        "measures": [dict(each["value"]) for each in page.measures.get_prep_value()],
        "files": _files(trees),
        "languages": trees,
    }


def drafts_under(page: Any) -> Iterator[Any]:
    """Its pages in their order, each as it was last saved."""
    for child in page.get_children().specific():
        yield child.get_latest_revision_as_object()


def _introduction(page: ProgrammePage, trees: Mapping[str, Any]) -> str:
    """The id of the module with that number; a number without a module stays, and is a fault."""
    if page.introduction is None:
        return ""
    modules = next(iter(trees.values()))["modules"] if trees else []
    place = page.introduction - 1
    return str(modules[place]["id"]) if 0 <= place < len(modules) else str(page.introduction)


def _tree(page: LanguagePage) -> dict[str, Any]:
    listed = [{"id": each["id"], **each["value"]} for each in page.sources.get_prep_value()]
    sources = [{key: value for key, value in each.items() if value or key != "url"} for each in listed]
    names = [each["id"] for each in sources]
    tree = {
        "title": page.title,
        "summary": page.summary,
        "for_whom": to_nodes(page.for_whom, names),
        "safety": to_nodes(page.safety, names),
        "sources": sources,
        "modules": [_module(each, names) for each in drafts_under(page)],
    }
    name_answers(tree)
    return tree


def _module(page: ModulePage, sources: list[str]) -> dict[str, Any]:
    return {
        "id": page.key,
        "title": page.title,
        "summary": page.summary,
        "minutes": page.minutes,
        "steps": steps_of(page.steps.get_prep_value(), sources),
        "homework": {
            "id": page.homework_key,
            "intro": to_nodes(page.homework_intro, sources),
            "fields": fields_of(page.homework_fields.get_prep_value()),
        },
    }


def _files(trees: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return files_named(
        block.get(key, "")
        for tree in trees.values()
        for module in tree["modules"]
        for step in module["steps"]
        for block in step["blocks"]
        for key in ("file", "captions")
    )


def files_named(names: Iterable[str]) -> dict[str, dict[str, str]]:
    """The files that a draft shows, from the organisation's own; one that is gone is left out, and is a fault."""
    return {
        file.name: {
            "type": file.type,
            "sha256": file.sha256,
            "content": base64.b64encode(bytes(file.content)).decode(),
        }
        for file in MediaFile.objects.filter(name__in={name for name in names if name})
    }
