"""What is being written in a workshop: a draft with its languages, what is to be mended in it, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from stegvis.definitions.pages import BadPage, LearnPage, page_in
from stegvis.definitions.pages import check as check_page
from stegvis.definitions.pages import lint as lint_page
from stegvis.definitions.programme import Programme, check, fingerprint, lint, read
from stegvis.library.authoring.document import document_of
from stegvis.library.authoring.learn_document import page_document_of
from stegvis.library.authoring.learn_places import learn_remark_on
from stegvis.library.authoring.places import Remark, remark_on
from stegvis.library.models import (
    LanguagePage,
    LearnDraft,
    LearnLanguage,
    MediaFile,
    ModulePage,
    PageVersion,
    ProgrammePage,
    ProgrammeVersion,
    Workshop,
)
from stegvis.library.queries.workshop import wanted_languages
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class Draft:
    """A draft as its page of remarks shows it. `waits_for`: the name of the review it lies at, or empty.

    `version`: the number of the version that is word for word this draft, or None.
    """

    page: ProgrammePage | LearnDraft
    languages: Sequence[str]
    stops: Sequence[tuple[Remark, int]]
    advice: Sequence[tuple[Remark, int]]
    waits_for: str
    version: int | None


def whole_page(workshop: Workshop, page_id: int) -> ProgrammePage | LearnDraft:
    """A draft of the workshop; raises NotFound."""
    for kind in (ProgrammePage, LearnDraft):
        found = kind.objects.child_of(workshop.page).filter(pk=page_id).first()
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise NotFound


def language_page(workshop: Workshop, page_id: int) -> LanguagePage | LearnLanguage:
    """One language of a draft of the workshop; raises NotFound."""
    for kind in (LanguagePage, LearnLanguage):
        found = kind.objects.descendant_of(workshop.page).filter(pk=page_id).first()
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise NotFound


def draft(viewer: Actor, page: ProgrammePage | LearnDraft) -> Draft:
    """The draft with every remark on it, each with the number of the page it is about."""
    wanted = wanted_languages(viewer)
    if isinstance(page, LearnDraft):
        document = page_document_of(page)
        faults = check_page(document) or lint_page(document, wanted)
        remarks = [learn_remark_on(fault, document) for fault in faults]
        versions: Any = PageVersion.objects
    else:
        document = document_of(page)
        remarks = [remark_on(fault, document) for fault in check(document) or lint(document, wanted)]
        versions = ProgrammeVersion.objects
    placed = [(remark, _page_of(page, remark)) for remark in remarks]
    task = page.current_workflow_task
    same = versions.filter(organisation_id=viewer.organisation_id, fingerprint=fingerprint(document))
    return Draft(
        page=page,
        languages=list(document["languages"]),
        stops=[each for each in placed if each[0].stops],
        advice=[each for each in placed if not each[0].stops],
        waits_for=task.name if task else "",
        version=same.values_list("number", flat=True).first(),
    )


def draft_in(page: ProgrammePage, language: str) -> Programme:
    """The draft as a client would read it; raises NotFound for another language and BadProgramme for a faulty one."""
    document = document_of(page)
    if language not in document["languages"]:
        raise NotFound
    return read(document, language)


def learn_draft_in(page: LearnDraft, language: str) -> LearnPage:
    """The draft as a reader would see it; raises NotFound for another language and BadPage for a faulty one."""
    document = page_document_of(page)
    if language not in document["languages"]:
        raise NotFound
    faults = check_page(document)
    if faults:
        raise BadPage(faults)
    return page_in(document, language)


def file_of(viewer: Actor, name: str) -> MediaFile:
    """A file of the viewer's organisation; raises NotFound."""
    found = MediaFile.objects.filter(organisation_id=viewer.organisation_id, name=name).first()
    if found is None:
        raise NotFound
    return found


def files_of(viewer: Actor) -> Sequence[MediaFile]:
    """Every file that somebody added here, without its content; not those that versions alone have."""
    mine = MediaFile.objects.filter(organisation_id=viewer.organisation_id).exclude(name=F("sha256"))
    return list(mine.select_related("added_by").defer("content"))


def _page_of(page: ProgrammePage | LearnDraft, remark: Remark) -> int:
    kind = LearnLanguage if isinstance(page, LearnDraft) else LanguagePage
    within = kind.objects.child_of(page).filter(language=remark.language).first() if remark.language else None
    if within is None:
        return int(page.pk)
    module = ModulePage.objects.child_of(within).filter(key=remark.module).first() if remark.module else None
    return int((module or within).pk)
