"""The assessment talk as it stands: the template's sections with what has been written in them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from stegvis.care.models import Assessment, Contact, Episode
from stegvis.definitions.assessment import sections
from stegvis.definitions.registration import Attendance, Purpose
from stegvis.people.models import Actor, NotFound
from stegvis.people.sealing import sealer_of

ASSESSING = (Purpose.ASSESSMENT, Purpose.ASSESSMENT_AND_TREATMENT)
SEEN = (Attendance.ATTENDED, Attendance.LATE)


@dataclass(frozen=True)
class SectionView:
    code: str
    title: str
    prompts: tuple[str, ...]
    text: str
    must: bool


@dataclass(frozen=True)
class AssessmentView:
    """`version` goes with every save, so that nobody writes over what somebody else has written."""

    id: uuid.UUID
    sections: tuple[SectionView, ...]
    by: str
    begun_at: datetime
    changed_at: datetime
    completed_at: datetime | None
    version: int


def assessment_of(viewer: Actor, episode: Episode) -> AssessmentView:
    """The assessment of an episode from `episode_of`, in the viewer's language. One statement; NotFound without one."""
    found = Assessment.objects.select_related("by").filter(
        organisation_id=viewer.organisation_id, episode_id=episode.pk
    ).first()  # fmt: skip
    if found is None:
        raise NotFound
    texts = texts_of(episode, found)
    return AssessmentView(
        id=found.id,
        sections=tuple(
            SectionView(
                code=section.code,
                title=section.title[viewer.language],
                prompts=section.prompts[viewer.language],
                text=texts.get(section.code, ""),
                must=section.must,
            )
            for section in sections()
        ),
        by=found.by.name,
        begun_at=found.begun_at,
        changed_at=found.changed_at,
        completed_at=found.completed_at,
        version=found.version,
    )


def texts_of(episode: Episode, assessment: Assessment) -> dict[str, str]:
    """What is written, by section code; the episode comes with its person and key."""
    sealer = sealer_of(episode.person.key)
    opened = sealer.unseal(assessment.sealed, table="care_assessment", column="sealed", row=assessment.id)
    texts: dict[str, str] = json.loads(opened)
    return texts


def assessed_in_talk(viewer: Actor, episode: Episode) -> date | None:
    """The day of the first assessment talk that is already recorded as a contact, if there is one."""
    talks = Contact.objects.filter(
        organisation_id=viewer.organisation_id,
        episode_id=episode.pk,
        purpose__in=ASSESSING,
        attendance__in=SEEN,
    )
    return talks.order_by("on").values_list("on", flat=True).first()
