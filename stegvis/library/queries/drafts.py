"""What is being written in a workshop: a draft with its languages, what is to be mended in it, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stegvis.definitions.programme import Programme, check, fingerprint, lint, read
from stegvis.library.authoring.document import document_of
from stegvis.library.authoring.places import Remark, remark_on
from stegvis.library.models import LanguagePage, MediaFile, ModulePage, ProgrammePage, ProgrammeVersion, Workshop
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class Draft:
    """A draft as its page of remarks shows it. `waits_for`: the name of the review it lies at, or empty.

    `version`: the number of the version that is word for word this draft, or None.
    """

    page: ProgrammePage
    languages: Sequence[str]
    stops: Sequence[tuple[Remark, int]]
    advice: Sequence[tuple[Remark, int]]
    waits_for: str
    version: int | None


def programme_page(workshop: Workshop, page_id: int) -> ProgrammePage:
    """A draft of the workshop; raises NotFound."""
    found = ProgrammePage.objects.child_of(workshop.page).filter(pk=page_id).first()
    if found is None:
        raise NotFound
    return found  # type: ignore[no-any-return]


def language_page(workshop: Workshop, page_id: int) -> LanguagePage:
    """One language of a draft of the workshop; raises NotFound."""
    found = LanguagePage.objects.descendant_of(workshop.page).filter(pk=page_id).first()
    if found is None:
        raise NotFound
    return found  # type: ignore[no-any-return]


def draft(page: ProgrammePage) -> Draft:
    """The draft with every remark on it, each with the number of the page it is about."""
    document = document_of(page)
    faults = check(document) or lint(document)
    remarks = [(remark, _page_of(page, remark)) for remark in (remark_on(fault, document) for fault in faults)]
    task = page.current_workflow_task
    same = ProgrammeVersion.objects.filter(fingerprint=fingerprint(document)).defer("document").first()
    return Draft(
        page=page,
        languages=list(document["languages"]),
        stops=[each for each in remarks if each[0].stops],
        advice=[each for each in remarks if not each[0].stops],
        waits_for=task.name if task else "",
        version=same.number if same else None,
    )


def draft_in(page: ProgrammePage, language: str) -> Programme:
    """The draft as a client would read it; raises NotFound for another language and BadProgramme for a faulty one."""
    document = document_of(page)
    if language not in document["languages"]:
        raise NotFound
    return read(document, language)


def file_of(viewer: Actor, name: str) -> MediaFile:
    """A file of the viewer's organisation; raises NotFound."""
    found = MediaFile.objects.filter(organisation_id=viewer.organisation_id, name=name).first()
    if found is None:
        raise NotFound
    return found


def files_of(viewer: Actor) -> Sequence[MediaFile]:
    """Every file of the viewer's organisation, without its content."""
    mine = MediaFile.objects.filter(organisation_id=viewer.organisation_id)
    return list(mine.select_related("added_by").defer("content"))


def _page_of(page: ProgrammePage, remark: Remark) -> int:
    within = LanguagePage.objects.child_of(page).filter(language=remark.language).first() if remark.language else None
    if within is None:
        return int(page.pk)
    module = ModulePage.objects.child_of(within).filter(key=remark.module).first() if remark.module else None
    return int((module or within).pk)
