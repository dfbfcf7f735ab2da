"""Self-checks: a team's own, for those who answer for it; shared ones, for supporters. Nobody else's, ever."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stegvis.definitions.kit import READ_IN, Question, questions, said
from stegvis.network.actions.start_checks import ANSWERING, in_team
from stegvis.network.models import SelfCheck
from stegvis.people.models import Actor, NotFound, Role


@dataclass(frozen=True)
class AnswerView:
    """One question with this year's answer and last year's; empty where there is none."""

    key: str
    language: str
    text: str
    look: str
    question: Question
    answer: str
    note: str
    before: str
    note_before: str


@dataclass(frozen=True)
class SelfCheckView:
    id: uuid.UUID
    team: str
    year: int
    answers: tuple[AnswerView, ...]
    is_shared: bool
    finished_at: datetime | None
    changed_at: datetime
    changed_by: str
    is_own: bool  # the viewer answers for it
    is_newest: bool  # no later year has begun, so it can be put right

    @property
    def counted(self) -> Mapping[str, int]:
        return Counter(one.answer for one in self.answers if one.answer)

    @property
    def answered(self) -> int:
        return sum(bool(one.answer) for one in self.answers)


def answers_for(viewer: Actor) -> bool:
    return viewer.has(*ANSWERING)


def own_self_checks(viewer: Actor) -> list[SelfCheckView]:
    """Of the viewer's team, the newest first. Raises NotFound for everybody else, supporters too."""
    if not answers_for(viewer):
        raise NotFound
    rows = SelfCheck.objects.filter(organisation_id=viewer.organisation_id, team_id=in_team(viewer))
    found = list(rows.select_related("team", "changed_by").order_by("-year"))
    by_year = {row.year: row for row in found}
    return [_view(viewer, row, by_year.get(row.year - 1), is_newest=row is found[0]) for row in found]


def questions_before(viewer: Actor, before: SelfCheckView | None) -> tuple[AnswerView, ...]:
    """The questions of a year that has not begun, with last year's answers beside."""
    last = {one.key: {"is": one.answer, "note": one.note} for one in before.answers} if before else {}
    return _answers(viewer, {}, last)


def shared_self_checks(viewer: Actor) -> list[SelfCheckView]:
    """Those that teams of the organisation have shared, for a supporter."""
    if not viewer.has(Role.SUPPORTER):
        return []
    rows = SelfCheck.objects.filter(organisation_id=viewer.organisation_id, is_shared=True)
    found = rows.exclude(finished_at=None).select_related("team", "changed_by").order_by("-year", "team__name")
    return [_view(viewer, row, None, is_newest=False) for row in found]


def self_check_named(viewer: Actor, self_check_id: uuid.UUID) -> SelfCheckView:
    """One of the own team, or a shared one for a supporter. Raises NotFound, the same for both and for none."""
    rows = SelfCheck.objects.filter(organisation_id=viewer.organisation_id).select_related("team", "changed_by")
    row = rows.filter(pk=self_check_id).first()
    if row is None or not (_is_own(viewer, row) or (row.is_shared and viewer.has(Role.SUPPORTER))):
        raise NotFound
    team = rows.filter(team_id=row.team_id)
    before = team.filter(year=row.year - 1)
    # A year that the team has not shared stays the team's, also beside one that it has.
    seen = before if _is_own(viewer, row) else before.filter(is_shared=True)
    return _view(viewer, row, seen.first(), is_newest=not team.filter(year__gt=row.year).exists())


def _is_own(viewer: Actor, row: SelfCheck) -> bool:
    return row.team_id == viewer.team_id and answers_for(viewer)


def _view(viewer: Actor, row: SelfCheck, before: SelfCheck | None, *, is_newest: bool) -> SelfCheckView:
    return SelfCheckView(
        id=row.pk,
        team=row.team.name,
        year=row.year,
        answers=_answers(viewer, row.answers, before.answers if before else {}),
        is_shared=row.is_shared,
        finished_at=row.finished_at,
        changed_at=row.changed_at,
        changed_by=row.changed_by.name,
        is_own=_is_own(viewer, row),
        is_newest=is_newest,
    )


def _answers(viewer: Actor, now: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[AnswerView, ...]:
    found = []
    for key, question in questions().items():
        words = said(question.texts, viewer.language)
        this, last = now.get(key, {}), before.get(key, {})
        found.append(
            AnswerView(
                key=key,
                language=READ_IN[viewer.language],
                text=words["text"],
                look=words["look"],
                question=question,
                answer=this.get("is", ""),
                note=this.get("note", ""),
                before=last.get("is", ""),
                note_before=last.get("note", ""),
            )
        )
    return tuple(found)
