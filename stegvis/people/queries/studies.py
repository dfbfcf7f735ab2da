"""Studies as the person who is asked sees them: what each is, whether they take part, and what was given out."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from stegvis.definitions.instrument import instrument
from stegvis.people.models import Actor, Ground, NotFound, Person, Study, StudyConsent, StudyExport

# What is shown where a study has no words in the reader's language: the neighbours first.
FALLBACK = ("nb", "nn", "sv", "en")


@dataclass(frozen=True)
class StudyView:
    """`language`: of title and information. `given_out`: when data sets with the person's answers were written."""

    id: uuid.UUID
    title: str
    information: str
    language: str
    responsible: str
    approval: str
    first: date
    last: date
    instruments: tuple[str, ...]
    has_municipality: bool
    has_exact_dates: bool
    is_open: bool
    takes_part_since: date | None
    withdrawn_at: datetime | None
    given_out: tuple[datetime, ...]


def own_studies(viewer: Actor) -> tuple[StudyView, ...]:
    """Open studies, and those the client has ever said yes to. Three statements. Raises NotFound."""
    if not viewer.is_client:
        raise NotFound
    viewer.show(viewer.own_person, Ground.OWN)
    return _studies(viewer, viewer.own_person)


def own_study(viewer: Actor, study_id: uuid.UUID) -> StudyView:
    """One of them. Raises NotFound."""
    return _one(own_studies(viewer), study_id)


def studies_of(viewer: Actor, person: Person) -> tuple[StudyView, ...]:
    """The same of a person whom the caller's query has found visible, for paper forms. Raises NotFound."""
    if not viewer.is_clinical:
        raise NotFound
    return _studies(viewer, person.pk)


def title_of(study: Study, language: str) -> tuple[str, str]:
    """The title, and the language it is in."""
    spoken = next(each for each in (language, *FALLBACK) if each in study.titles)
    return study.titles[spoken], spoken


def _one(found: tuple[StudyView, ...], study_id: uuid.UUID) -> StudyView:
    for each in found:
        if each.id == study_id:
            return each
    raise NotFound


def _studies(viewer: Actor, person_id: uuid.UUID) -> tuple[StudyView, ...]:
    house = {"organisation_id": viewer.organisation_id}
    consents: dict[uuid.UUID, list[StudyConsent]] = defaultdict(list)
    for row in StudyConsent.objects.filter(**house, person_id=person_id).order_by("given_at"):
        consents[row.study_id].append(row)
    studies = Study.objects.filter(Q(closed_at=None) | Q(pk__in=list(consents)), **house).order_by("opened_at", "id")
    exports: dict[uuid.UUID, list[datetime]] = defaultdict(list)
    given = StudyExport.objects.filter(**house, study_id__in=list(consents)).order_by("made_at")
    for study_id, made_at in given.values_list("study_id", "made_at"):
        exports[study_id].append(made_at)
    return tuple(_view(study, consents[study.pk], exports[study.pk], viewer.language) for study in studies)


def _view(study: Study, consents: list[StudyConsent], exports: list[datetime], language: str) -> StudyView:
    title, spoken = title_of(study, language)
    latest = consents[-1] if consents else None
    return StudyView(
        id=study.pk,
        title=title,
        information=study.information[spoken],
        language=spoken,
        responsible=study.responsible,
        approval=study.approval,
        first=study.first,
        last=study.last,
        instruments=tuple(instrument(each).title for each in study.instruments),
        has_municipality=study.has_municipality,
        has_exact_dates=study.has_exact_dates,
        is_open=study.closed_at is None,
        takes_part_since=latest.given_on if latest and latest.withdrawn_at is None else None,
        withdrawn_at=latest.withdrawn_at if latest else None,
        given_out=tuple(at for at in exports if any(_stood(one, at) for one in consents)),
    )


def _stood(consent: StudyConsent, at: datetime) -> bool:
    return consent.given_at <= at and (consent.withdrawn_at is None or at < consent.withdrawn_at)
