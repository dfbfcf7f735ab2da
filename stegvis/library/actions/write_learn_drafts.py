"""Drafts of library pages that are not written from nothing: of a page that is read now, and in another language."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.library.actions.write_drafts import LANGUAGES, check_can_write, keep_files, put, raw
from stegvis.library.authoring.alignment import SHAPE_OF_PAGES, aligned
from stegvis.library.authoring.learn_parts import stored_parts
from stegvis.library.models import LearnDraft, LearnLanguage, PageVersion, Workshop
from stegvis.library.models.learn_authoring import PREFIX
from stegvis.library.queries.files import with_files
from stegvis.people.models import Actor, Denied


@transaction.atomic
def draft_from_page(*, by: Actor, workshop: Workshop, version: PageVersion) -> LearnDraft:
    """Open a frozen version as a draft; the ids stay, so a version made of it keeps the counters of its polls.

    Raises Denied where there is a draft of this page already: what is written in it must not be lost.
    """
    check_can_write(by)
    document = version.document
    slug = f"{PREFIX}{document['slug']}"
    if workshop.page.get_children().filter(slug=slug).exists():
        raise Denied(_("There is a draft of this page already. Go on with it, or delete it first."))
    keep_files(by, with_files(by.organisation_id, document)["files"])
    page = LearnDraft(
        title=next(iter(document["languages"].values()))["title"],
        slug=slug,
        kind=document["kind"],
        audience=document["audience"],
        above=document["parent"],
        topics=_stream("topic", document["topics"]),
        related=_stream("page", document["related"]),
        published_on=date.fromisoformat(document["published_on"]),
        review_by=date.fromisoformat(document["review_by"]),
        image=document["image"],
    )
    put(by, workshop.page, page)
    for language, tree in document["languages"].items():
        put(by, page, _written(language, tree))
    return LearnDraft.objects.get(pk=page.pk)  # type: ignore[no-any-return]


@transaction.atomic
def write_page_in(*, by: Actor, page: LearnLanguage, language: str) -> LearnLanguage:
    """The same page in another language, with the words of `page` where it has none of its own yet.

    Where the language is there already it gets the parts and blocks of `page` and keeps its words.
    """
    check_can_write(by)
    source = page.get_latest_revision_as_object()
    if language not in LANGUAGES or language == source.language:
        raise Denied(_("Choose another language to write it in."))
    there = LearnLanguage.objects.child_of(page.whole).filter(language=language).first()
    target = there.get_latest_revision_as_object() if there else _copy(source, language)
    target.sources = _aligned(source.sources, target.sources)
    target.parts = _aligned(source.parts, target.parts)
    put(by, page.whole, target)
    return target


def _aligned(shape: Any, words: Any) -> str:
    return json.dumps(aligned(shape.get_prep_value(), words.get_prep_value(), SHAPE_OF_PAGES))


def _copy(source: LearnLanguage, language: str) -> LearnLanguage:
    return LearnLanguage(
        title=source.title,
        slug=language,
        language=language,
        lead=source.lead,
        image_alt=source.image_alt,
        image_credit=source.image_credit,
        sources=raw(source.sources),
        parts=raw(source.parts),
    )


def _written(language: str, tree: dict[str, Any]) -> LearnLanguage:
    names = [source["id"] for source in tree["sources"]]
    sources = [
        {"type": "source", "id": each["id"], "value": {"text": each["text"], "url": each["url"]}}
        for each in tree["sources"]
    ]
    return LearnLanguage(
        title=tree["title"],
        slug=language,
        language=language,
        lead=tree["lead"],
        image_alt=tree["image_alt"],
        image_credit=tree["image_credit"],
        sources=json.dumps(sources),
        parts=json.dumps(stored_parts(tree["parts"], names)),
    )


def _stream(kind: str, values: list[str]) -> str:
    return json.dumps([{"type": kind, "value": each} for each in values])
