"""Drafts that are not written from nothing: one opened from a frozen version, and one in another language."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.library.authoring.alignment import aligned
from stegvis.library.authoring.parts import stored_fields, stored_steps
from stegvis.library.authoring.rich_text import to_html
from stegvis.library.models import (
    LanguagePage,
    MediaFile,
    ModulePage,
    ProgrammePage,
    ProgrammeVersion,
    Workshop,
)
from stegvis.library.queries.files import with_files
from stegvis.people.models import Actor, Denied, Role, User

LANGUAGES = {"nb", "nn", "sv", "en"}


def check_can_write(by: Actor) -> None:
    """Raise Denied unless the actor writes programmes and pages."""
    if not by.has(Role.EDITOR, Role.SYSTEM):
        raise Denied(_("Only editors write drafts."))


def can_write(by: Actor) -> bool:
    try:
        check_can_write(by)
    except Denied:
        return False
    return True


@transaction.atomic
def draft_from(*, by: Actor, workshop: Workshop, version: ProgrammeVersion) -> ProgrammePage:
    """Open a frozen version as a draft; the ids stay, so a version made of it keeps every answer in its place.

    Raises Denied where there is a draft of this programme already: what is written in it must not be lost.
    """
    check_can_write(by)
    document = version.document
    if workshop.page.get_children().filter(slug=document["slug"]).exists():
        raise Denied(_("There is a draft of this programme already. Go on with it, or delete it first."))
    keep_files(by, with_files(by.organisation_id, document)["files"])
    first = next(iter(document["languages"].values()))
    names = [module["id"] for module in first["modules"]]
    page = ProgrammePage(
        title=first["title"],
        slug=document["slug"],
        problem=document["problem"],
        opening=document["opening"],
        days=document["days"],
        introduction=names.index(document["introduction"]) + 1 if document["introduction"] else None,
        measures=json.dumps([{"type": "measure", "value": each} for each in document["measures"]]),
    )
    put(by, workshop.page, page)
    for language, tree in document["languages"].items():
        _write_language(by, page, language, tree)
    return ProgrammePage.objects.get(pk=page.pk)  # type: ignore[no-any-return]


@transaction.atomic
def write_in(*, by: Actor, page: LanguagePage, language: str) -> LanguagePage:
    """The same programme in another language, with the words of `page` where it has none of its own yet.

    Where the language is there already it gets the modules, steps, blocks and fields of `page` and keeps its words.
    """
    check_can_write(by)
    source = page.get_latest_revision_as_object()
    if language not in LANGUAGES or language == source.language:
        raise Denied(_("Choose another language to write it in."))
    programme = page.whole
    there = LanguagePage.objects.child_of(programme).filter(language=language).first()
    target = there.get_latest_revision_as_object() if there else _copy(source, language)
    target.sources = _aligned(source.sources, target.sources)
    put(by, programme, target)
    known = {module.key: module for module in _modules(target)} if there else {}
    for key in known.keys() - {module.key for module in _modules(source)}:
        known[key].delete()
    for module in _modules(source):
        _put_module(by, target, module, known.get(module.key))
    return target


def _put_module(by: Actor, parent: LanguagePage, source: ModulePage, known: ModulePage | None) -> None:
    module = known or ModulePage(
        title=source.title, slug=source.slug, key=source.key, homework_key=source.homework_key,
        summary=source.summary, homework_intro=source.homework_intro,
        steps=raw(source.steps), homework_fields=raw(source.homework_fields),
    )  # fmt: skip
    module.minutes = source.minutes
    module.steps = _aligned(source.steps, module.steps)
    module.homework_fields = _aligned(source.homework_fields, module.homework_fields)
    put(by, parent, module)
    if known:  # the last so far, in the order of the source
        type(module).objects.get(pk=module.pk).move(parent, pos="last-child")


def _modules(page: LanguagePage) -> list[ModulePage]:
    return [each.specific.get_latest_revision_as_object() for each in page.get_children()]


def raw(stream: Any) -> str:
    """What a stream is stored as."""
    return json.dumps(stream.get_prep_value())


def _aligned(shape: Any, words: Any) -> Any:
    return json.dumps(aligned(shape.get_prep_value(), words.get_prep_value()))


def _copy(source: LanguagePage, language: str) -> LanguagePage:
    return LanguagePage(
        title=source.title, slug=language, language=language, summary=source.summary, for_whom=source.for_whom,
        safety=source.safety, sources=raw(source.sources),
    )  # fmt: skip


def put(by: Actor, parent: Any, page: Any) -> None:
    """Save the page as a draft: a new one below `parent`, or the next revision of one that is there."""
    writer = User.objects.get(pk=by.user_id) if by.user_id else None
    if page.pk is None:
        page.live = False
        page.owner = writer
        type(parent).objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision(user=writer)


def _write_language(by: Actor, programme: ProgrammePage, language: str, tree: Mapping[str, Any]) -> None:
    sources = [source["id"] for source in tree["sources"]]
    page = LanguagePage(
        title=tree["title"],
        slug=language,
        language=language,
        summary=tree["summary"],
        for_whom=to_html(tree["for_whom"], sources),
        safety=to_html(tree["safety"], sources),
        sources=json.dumps(
            [{"type": "source", "id": each["id"], "value": _without_id(each)} for each in tree["sources"]]
        ),
    )
    put(by, programme, page)
    for module in tree["modules"]:
        homework = module["homework"]
        written = ModulePage(
            title=module["title"],
            slug=module["id"],
            key=module["id"],
            homework_key=homework["id"],
            summary=module["summary"],
            minutes=module["minutes"],
            steps=json.dumps(stored_steps(module["steps"], tree)),
            homework_intro=to_html(homework["intro"], sources),
            homework_fields=json.dumps(stored_fields(homework["fields"])),
        )
        put(by, page, written)


def _without_id(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key != "id"}


def keep_files(by: Actor, files: Mapping[str, Mapping[str, str]]) -> None:
    """The document's files become the organisation's; another file of the same name is not written over."""
    for name, file in files.items():
        kept, _made = MediaFile.objects.get_or_create(
            organisation_id=by.organisation_id,
            name=name,
            defaults={
                "type": file["type"],
                "sha256": file["sha256"],
                "content": base64.b64decode(file["content"]),
                "added_by_id": by.user_id,
                "added_at": clock.now(),
            },
        )
        if kept.sha256 != file["sha256"]:
            raise Denied(_("There is another file named %(name)s here. Rename it first.") % {"name": name})
