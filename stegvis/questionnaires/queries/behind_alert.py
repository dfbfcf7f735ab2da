"""The answers behind an alert: every questionnaire that holds one of its signals, as it stands now."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stegvis.care.queries.access import visible_episodes
from stegvis.definitions.instrument import instrument
from stegvis.people.models import Actor
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.answering import wording_of
from stegvis.questionnaires.queries.answers import AnswerView, items_of


@dataclass(frozen=True)
class AnswersBehind:
    """`submitted_at` None: begun and not finished; an answer calls for a human as soon as it is given."""

    id: uuid.UUID
    title: str
    language: str
    changed_at: datetime | None
    submitted_at: datetime | None
    origin: str
    items: tuple[AnswerView, ...]


def answers_behind(viewer: Actor, questionnaires: Sequence[uuid.UUID]) -> tuple[AnswersBehind, ...]:
    """Those of visible episodes, in the order asked for. One statement; the alert has said who was shown."""
    rows = Questionnaire.objects.filter(
        organisation_id=viewer.organisation_id, pk__in=questionnaires, episode__in=visible_episodes(viewer).values("pk")
    )
    found = {row.pk: row for row in rows}
    return tuple(_behind(found[each], viewer.language) for each in questionnaires if each in found)


def _behind(row: Questionnaire, language: str) -> AnswersBehind:
    of = instrument(row.instrument)
    words = wording_of(of, language) if of.wordings else None
    return AnswersBehind(
        id=row.pk,
        title=of.title,
        language=words.language if words else language,
        changed_at=row.changed_at,
        submitted_at=row.submitted_at,
        origin=row.origin,
        items=items_of(row, language),
    )
