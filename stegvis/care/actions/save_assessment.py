"""Saving the assessment talk while it is written, without writing over somebody else."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from stegvis.care.models import Assessment, Episode
from stegvis.care.queries.access import works_with
from stegvis.care.queries.assessment import texts_of
from stegvis.definitions import clock
from stegvis.definitions.assessment import sections
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of


class Outdated(Exception):  # noqa: N818  (it is an answer, not a fault)
    """Somebody has saved since this page was made. Nothing was written; `texts` is what stands now."""

    def __init__(self, texts: dict[str, str], version: int) -> None:
        super().__init__("The assessment was changed by somebody else in the meantime.")
        self.texts, self.version = texts, version


def check_can_save_assessment(*, by: Actor, episode: Episode, assessment: Assessment) -> None:
    """Clinicians who work with the client may write until the assessment is completed."""
    if not by.is_clinical or not works_with(by, episode):
        raise NotFound
    if assessment.completed_at is not None:
        raise Denied(_("The assessment is completed and stands as it is. Write a note instead."))


def can_save_assessment(*, by: Actor, episode: Episode, assessment: Assessment) -> bool:
    try:
        check_can_save_assessment(by=by, episode=episode, assessment=assessment)
    except (Denied, NotFound):
        return False
    return True


@once(Assessment)
def save_assessment(*, by: Actor, episode: Episode, texts: Mapping[str, str], version: int) -> Assessment:
    """Keep the sections that were sent; others stay. `version` is the one the writer saw.

    Raises Outdated where a section that was sent differs from what somebody saved in the meantime.
    """
    assessment = held_assessment(by, episode)
    check_can_save_assessment(by=by, episode=episode, assessment=assessment)
    stored = texts_of(episode, assessment)
    known = {section.code for section in sections()}
    new = {**stored, **{code: text for code, text in texts.items() if code in known}}
    if new == stored:
        return assessment
    if assessment.version != version:
        raise Outdated(stored, assessment.version)
    assessment.sealed = seal_texts(episode, assessment.id, new)
    assessment.version += 1
    assessment.changed_at = clock.now()
    assessment.save(update_fields=["sealed", "version", "changed_at"])
    return assessment


def held_assessment(by: Actor, episode: Episode) -> Assessment:
    """The episode's assessment, held until the transaction ends; NotFound where none was begun."""
    rows = Assessment.objects.select_for_update(no_key=True)
    found = rows.filter(organisation_id=by.organisation_id, episode_id=episode.pk).first()
    if found is None:
        raise NotFound
    return found


def seal_texts(episode: Episode, row: uuid.UUID, texts: Mapping[str, str]) -> bytes:
    sealer = sealer_of(episode.person.key)
    return sealer.seal(json.dumps(dict(texts)), table="care_assessment", column="sealed", row=row)
