"""Keeping one answer as it is given. A risk answer raises its alert in the same transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.questionnaires.actions.filing import Row, file_rows, keep_item, take
from stegvis.questionnaires.actions.risk import holds_risk, tell_safety


@dataclass(frozen=True)
class Saved:
    """What was kept. `is_risk`: the next page is the crisis page. `is_filed`: the questionnaire is finished.

    `next_item`: the first one after this that has no answer; None: the end was reached.
    """

    questionnaire_id: uuid.UUID
    item: str
    at: datetime
    is_risk: bool
    is_filed: bool
    next_item: str | None


@transaction.atomic(savepoint=False)
def save_item(*, by: Actor, questionnaire_id: uuid.UUID, item: str, value: int | None, finish: bool = False) -> Saved:
    """Keep an answer of the client's own questionnaire; two statements, more for a risk answer.

    `finish`: also score and finish it if every item that counts is answered now. The roster is not asked here:
    an answer that was given is never refused for want of a reader; its alert stands (facts/safety.md §4.2).
    Raises NotFound, Denied when it is finished already, BadAnswer for a value the item does not have.
    """
    is_new, rows = take(by=by, action="save_item", ids=[questionnaire_id], with_episode=finish)
    if not rows:
        raise NotFound
    row = rows[0]
    row.instrument.check_answer(item, value)
    is_risk = holds_risk(row, {item: value})
    now = clock.now()
    if not is_new:
        return Saved(row.id, item, row.changed_at or now, is_risk, row.submitted_at is not None, row.next_after(item))
    check_can_answer(row)
    filled = row.answered({item: value})
    is_filed = finish and filled.is_complete
    if is_filed:
        file_rows(by=by, rows=[filled], at=now, answered_at=now)
    else:
        keep_item(by=by, row=row, item=item, value=value, is_risk=is_risk, at=now)
    tell_safety(by=by, before=row, given={item: value})
    return Saved(row.id, item, now, is_risk, is_filed, filled.next_after(item))


def check_can_answer(row: Row) -> None:
    """Raise Denied once the questionnaire is finished."""
    if row.submitted_at is not None:
        raise Denied(_("These questions are answered already. The answers from then stand, and nothing was changed."))


def can_answer(row: Row) -> bool:
    return row.submitted_at is None
