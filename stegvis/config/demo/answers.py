"""Invented answers: questionnaires, and the alerts that some of them raise."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from stegvis.care.models import (
    Episode,
)
from stegvis.config.demo import people as words
from stegvis.config.demo.course import Answered
from stegvis.config.demo.kept import Kept
from stegvis.definitions.instrument import instrument
from stegvis.people.sealing import Sealer
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.models import Alert, AlertSignal

PHQ, GAD = instrument("phq-9"), instrument("gad-7")
RECENT = 12


def answered(kept: Kept, episode: Episode, answered: Answered, sealer: Sealer) -> None:
    at = kept.at(answered.on, 7.5)
    phq = questionnaire(kept, episode, PHQ, answered.phq, at)
    questionnaire(kept, episode, GAD, answered.gad, at + timedelta(minutes=2))
    if answered.phq[8] > 0:
        alert(kept, episode, phq, value=answered.phq[8], at=at, sealer=sealer)


def questionnaire(kept: Kept, episode: Episode, form: Any, values: tuple[int, ...], at: datetime) -> Questionnaire:
    score = form.score(values)
    _remember(episode, form.id, score, at)
    # The unscored function question of PHQ-9 is last, and not answered here.
    answers = [*values, *([None] * (len(form.items) - len(values)))]
    return kept.keep(
        Questionnaire(
            **kept.of(episode.person_id),
            episode=episode,
            instrument=form.key,
            asked_at=at - timedelta(days=3),
            due_on=at.date(),
            answers=answers,
            score=score,
            has_risk=any(form.is_risk(item.code, value) for item, value in zip(form.items, values, strict=False)),
            begun_at=at,
            changed_at=at,
            submitted_at=at + timedelta(minutes=2),
            version=len(values),
        )
    )


def alert(kept: Kept, episode: Episode, asked: Questionnaire, *, value: int, at: datetime, sealer: Sealer) -> None:
    """An alert of the past: read, acknowledged and closed by the lead the same day."""
    row = uuid.uuid4()
    done = at + timedelta(hours=3)
    kept.keep(
        Alert(
            id=row,
            **kept.of(episode.person_id),
            team=kept.team,
            episode=episode,
            state=Alert.State.CLOSED,
            raised_at=at,
            due_at=at + timedelta(hours=4),
            read_by=kept.lead,
            read_at=done - timedelta(minutes=40),
            acknowledged_by=kept.lead,
            acknowledged_at=done - timedelta(minutes=38),
            closed_by=kept.lead,
            closed_at=done,
            closing_sealed=sealer.seal(
                words.NOTES[kept.place.language], table="safety_alert", column="closing_sealed", row=row
            ),
        )
    )
    signal(kept, row, episode, asked, value=value, at=at)


def signal(kept: Kept, alert: uuid.UUID, episode: Episode, asked: Questionnaire, *, value: int, at: datetime) -> None:
    kept.keep(
        AlertSignal(
            **kept.of(episode.person_id),
            alert_id=alert,
            questionnaire_id=asked.pk,
            instrument=asked.instrument,
            item="9",
            value=value,
            at=at,
        )
    )


def unread(kept: Kept, episode: Episode, sealer: Sealer) -> None:
    """An answer of last evening that nobody has read yet."""
    at = kept.at(kept.today - timedelta(days=1), 21.7)
    due = kept.team.service_hours().after(at, timedelta(minutes=kept.team.alert_minutes))
    asked = questionnaire(kept, episode, PHQ, (2, 2, 2, 2, 1, 2, 1, 1, 1), at)
    questionnaire(kept, episode, GAD, (2, 2, 1, 1, 1, 1, 2), at + timedelta(minutes=2))
    raised = kept.keep(
        Alert(
            **kept.of(episode.person_id),
            team=kept.team,
            episode=episode,
            raised_at=at,
            due_at=due,
        )
    )
    signal(kept, raised.pk, episode, asked, value=1, at=at)


def _remember(episode: Episode, form: str, score: Any, at: datetime) -> None:
    """First, last, count and the recent scores, as a submission leaves them on the episode."""
    entry = episode.scores.get(form)
    value, moment = float(score) if score % 1 else int(score), at.isoformat()
    if entry is None:
        entry = episode.scores[form] = {"first": value, "first_at": moment, "count": 0, "recent": []}
    entry.update(last=value, last_at=moment, count=entry["count"] + 1, recent=[*entry["recent"], value][-RECENT:])
