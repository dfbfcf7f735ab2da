"""The document of a library page's draft: its pages as they were last saved, in the shape that is frozen and read."""

from __future__ import annotations

from typing import Any

from stegvis.definitions.pages import FORMAT
from stegvis.library.authoring.document import drafts_under, files_named
from stegvis.library.authoring.learn_parts import parts_of
from stegvis.library.models import LearnDraft, LearnLanguage


def page_document_of(draft: LearnDraft) -> dict[str, Any]:
    """What would be frozen now. It is not checked: `definitions.pages.check` and `lint` say what is wrong."""
    page = LearnDraft.objects.get(pk=draft.pk).get_latest_revision_as_object()
    trees = {written.language: _tree(written) for written in drafts_under(page)}
    shown = [
        block.get(key, "")
        for tree in trees.values()
        for part in tree["parts"]
        for block in part["blocks"]
        for key in ("file", "captions")
    ]
    return {
        "format": FORMAT,
        "slug": page.name,
        "kind": page.kind,
        "audience": page.audience,
        "parent": page.above,
        "topics": [each["value"] for each in page.topics.get_prep_value()],
        "related": [each["value"] for each in page.related.get_prep_value()],
        "published_on": page.published_on.isoformat(),
        "review_by": page.review_by.isoformat(),
        "image": page.image,
        "files": files_named([page.image, *shown]),
        "languages": trees,
    }


def _tree(page: LearnLanguage) -> dict[str, Any]:
    sources = [
        {"id": each["id"], "text": each["value"]["text"], "url": each["value"].get("url") or ""}
        for each in page.sources.get_prep_value()
    ]
    return {
        "title": page.title,
        "lead": page.lead,
        "image_alt": page.image_alt,
        "image_credit": page.image_credit,
        "sources": sources,
        "parts": parts_of(page.parts.get_prep_value(), [each["id"] for each in sources]),
    }
