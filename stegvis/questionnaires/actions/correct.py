"""Correcting answers that were typed in wrongly: a new row that says what it corrects and why. Nothing is erased."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of, visible_episodes
from stegvis.definitions.instrument import instrument
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.questionnaires.actions.ask import begin
from stegvis.questionnaires.actions.type_in import file_typed, row_of
from stegvis.questionnaires.models import Questionnaire


def check_can_correct(by: Actor, questionnaire: Questionnaire, reason: str) -> None:
    """Raise Denied unless a clinician gives a reason to correct answers that stand."""
    if not by.is_clinical:
        raise Denied(_("Only those who treat the client correct answers."))
    if not reason.strip():
        raise Denied(_("Write why the answers are corrected. The reason is kept with them."))
    if questionnaire.submitted_at is None:
        raise Denied(_("These questions are not finished, so there is nothing to correct."))
    if Questionnaire.objects.filter(organisation_id=by.organisation_id, corrects=questionnaire).exists():
        raise Denied(_("These answers are corrected already. Correct the newest ones."))


def can_correct(by: Actor, questionnaire: Questionnaire, reason: str) -> bool:
    try:
        check_can_correct(by, questionnaire, reason)
    except Denied:
        return False
    return True


@once(Questionnaire)
def correct(*, by: Actor, questionnaire_id: uuid.UUID, answers: Mapping[str, int | None], reason: str) -> Questionnaire:
    """File the right answers beside the wrong ones, of the same day and origin; the scores are counted anew.

    A risk answer among them that the wrong row did not hold raises its alert; an alert that stands is kept.
    Raises NotFound, Denied, and BadAnswer for a value the item does not have.
    """
    wrong = (
        Questionnaire.objects.filter(organisation_id=by.organisation_id, episode__in=visible_episodes(by))
        .filter(pk=questionnaire_id)
        .first()
    )
    if wrong is None:
        raise NotFound
    episode = episode_of(by, wrong.episode_id)
    # The lock of the episode lets two who correct the same row wait for each other.
    Episode.objects.select_for_update().get(pk=episode.pk)
    check_can_correct(by, wrong, reason)
    right = begin(
        by=by,
        episode=episode,
        wanted=instrument(wrong.instrument),
        due_on=wrong.due_on,
        appointment=wrong.appointment,
        corrects=wrong,
    )
    right.correction_reason_sealed = sealer_of(episode.person.key).seal(
        reason, table="questionnaires_questionnaire", column="correction_reason_sealed", row=right.id
    )
    right.save(update_fields=["correction_reason_sealed"])
    assert wrong.submitted_at is not None
    return file_typed(
        by=by,
        questionnaire=right,
        answers=answers,
        told=row_of(wrong),
        origin=wrong.origin,
        at=wrong.submitted_at,
    )
