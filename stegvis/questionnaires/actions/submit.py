"""Finishing questionnaires: scored, kept for good, counted on the episode. One by one, or a whole form at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from stegvis.definitions import clock
from stegvis.people.models import Actor, NotFound
from stegvis.questionnaires.actions.filing import Row, file_rows, keep_rows, take
from stegvis.questionnaires.actions.risk import holds_risk, tell_safety
from stegvis.questionnaires.actions.save_item import check_can_answer
from stegvis.questionnaires.models import Questionnaire


@dataclass(frozen=True)
class Filled:
    """Answers to one questionnaire by item code. An item that is not named keeps the answer it may have."""

    questionnaire_id: uuid.UUID
    answers: Mapping[str, int]


@dataclass(frozen=True)
class Submission:
    """What came of a whole form. `is_filed`: finished; else the answers are kept and some are missing."""

    is_filed: bool
    is_risk: bool


def submit(*, by: Actor, questionnaire_id: uuid.UUID) -> Questionnaire:
    """Finish the client's own questionnaire with the answers it has; one that is finished stays as it is.

    Without a score where the instrument's missing-item rule gives none.
    """
    submit_all(by=by, filled=[Filled(questionnaire_id, {})], even_with_gaps=True)
    return Questionnaire.objects.get(organisation_id=by.organisation_id, pk=questionnaire_id)


@transaction.atomic(savepoint=False)
def submit_all(*, by: Actor, filled: Sequence[Filled], even_with_gaps: bool = False) -> Submission:
    """Keep every answer of a form over the client's own questionnaires of one episode, and finish them.

    Two statements, more for a risk answer. With items missing the answers are kept and nothing is finished,
    unless `even_with_gaps`. Raises NotFound, Denied when one is finished already by another command, BadAnswer.
    """
    given = {one.questionnaire_id: dict(one.answers) for one in filled}
    is_new, rows = take(by=by, action="submit", ids=list(given), with_episode=True)
    if len(rows) != len(given) or len({row.episode_id for row in rows}) != 1:
        raise NotFound
    for row in rows:
        for item, value in given[row.id].items():
            row.instrument.check_answer(item, value)
    is_risk = any(holds_risk(row, given[row.id]) for row in rows)
    if not is_new:
        return Submission(all(row.submitted_at is not None for row in rows), is_risk)
    if not any(given.values()) and all(row.submitted_at is not None for row in rows):
        return Submission(True, False)
    is_filed = _keep(by, rows, given, even_with_gaps)
    for row in rows:
        tell_safety(by=by, before=row, given=given[row.id])
    return Submission(is_filed, is_risk)


def _keep(by: Actor, rows: list[Row], given: Mapping[uuid.UUID, dict[str, int]], even_with_gaps: bool) -> bool:
    for row in rows:
        check_can_answer(row)
    now = clock.now()
    whole = [row.answered(given[row.id]) for row in rows]
    if even_with_gaps or all(row.is_complete for row in whole):
        file_rows(by=by, rows=whole, at=now, answered_at=now)
        return True
    keep_rows(by=by, rows=whole, at=now)
    return False
