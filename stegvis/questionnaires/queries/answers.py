"""The answers of one questionnaire with the words they were given to: for staff who read them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from stegvis.care.queries.access import episode_of, visible_episodes
from stegvis.definitions.instrument import instrument
from stegvis.people.models import Actor, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.answering import wording_of


@dataclass(frozen=True)
class AnswerView:
    """One item and its answer. `value` None: not answered. A `is_risk` of False never means that there is no risk."""

    code: str
    text: str
    value: int | None
    answer: str
    is_risk: bool
    counts: bool


@dataclass(frozen=True)
class AnswersView:
    """One questionnaire as it stands, finished or not. `score` None: not finished, or too much left out."""

    id: uuid.UUID
    episode_id: uuid.UUID
    instrument: str
    title: str
    name: str
    preamble: str
    language: str
    items: tuple[AnswerView, ...]
    score: Decimal | None
    highest: Decimal
    band: str
    origin: str
    asked_at: datetime
    due_on: date
    changed_at: datetime | None
    submitted_at: datetime | None
    typed_by: str
    corrects: uuid.UUID | None
    corrected_by: uuid.UUID | None
    correction_reason: str


def answers_of(viewer: Actor, questionnaire_id: uuid.UUID) -> AnswersView:
    """A questionnaire of a visible episode; three statements. Raises NotFound."""
    found = (
        Questionnaire.objects.select_related("typed_by")
        .filter(
            organisation_id=viewer.organisation_id,
            pk=questionnaire_id,
            episode__in=visible_episodes(viewer).values("pk"),
        )
        .first()
    )
    if found is None:
        raise NotFound
    episode = episode_of(viewer, found.episode_id)
    of = instrument(found.instrument)
    words = wording_of(of, viewer.language) if of.wordings else None
    band = of.band(found.score)
    reason = ""
    if found.correction_reason_sealed is not None:
        reason = sealer_of(episode.person.key).unseal(
            found.correction_reason_sealed,
            table="questionnaires_questionnaire",
            column="correction_reason_sealed",
            row=found.id,
        )
    newer = Questionnaire.objects.filter(organisation_id=viewer.organisation_id, corrects=found)
    return AnswersView(
        id=found.id,
        episode_id=found.episode_id,
        instrument=of.key,
        title=of.title,
        name=of.names[viewer.language],
        preamble=words.preamble if words else "",
        language=words.language if words else viewer.language,
        items=items_of(found, viewer.language),
        score=found.score,
        highest=of.range[1],
        band=band.labels[viewer.language] if band else "",
        origin=found.origin,
        asked_at=found.asked_at,
        due_on=found.due_on,
        changed_at=found.changed_at,
        submitted_at=found.submitted_at,
        typed_by=found.typed_by.name if found.typed_by else "",
        corrects=found.corrects_id,
        corrected_by=newer.values_list("pk", flat=True).first(),
        correction_reason=reason,
    )


def items_of(found: Questionnaire, language: str) -> tuple[AnswerView, ...]:
    """Every item of the row with the answer as it stands."""
    of = instrument(found.instrument)
    words = wording_of(of, language) if of.wordings else None
    views = []
    for item, value in zip(of.items, found.answers, strict=True):
        texts = words.choices_of(item.code) if words else ()
        chosen = dict(zip((choice.value for choice in item.choices), texts, strict=False))
        views.append(
            AnswerView(
                code=item.code,
                text=words.items[item.code] if words else item.code,
                value=value,
                answer=chosen.get(value, "") if value is not None else "",
                is_risk=of.is_risk(item.code, value),
                counts=item.scored,
            )
        )
    return tuple(views)
