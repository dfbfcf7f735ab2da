"""A questionnaire as the client answers it: the validated words and the answers kept so far."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from stegvis.care.models import Appointment
from stegvis.care.queries.access import visible_episodes
from stegvis.definitions import clock
from stegvis.definitions.instrument import Instrument, Wording, instrument
from stegvis.people.models import Actor, NotFound
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.queries.roster import covered


@dataclass(frozen=True)
class Option:
    """One answer to pick."""

    value: int
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Question:
    """One item that counts in the score, with its number from 1."""

    code: str
    number: int
    text: str
    options: tuple[Option, ...]

    @property
    def is_answered(self) -> bool:
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class Answering:
    """One questionnaire. `language` is that of the words: nynorsk shows bokmål where no official text exists.

    `is_ready` False: nobody would read a risk answer, so it does not open.
    """

    id: uuid.UUID
    name: str
    preamble: str
    language: str
    questions: tuple[Question, ...]
    kept_at: datetime | None
    is_submitted: bool
    is_ready: bool
    zone: str
    responsible: str
    appointment_at: datetime | None

    def question(self, code: str) -> Question:
        """The question of that code; raises NotFound."""
        for one in self.questions:
            if one.code == code:
                return one
        raise NotFound

    def before(self, code: str) -> Question | None:
        """The question before, or None at the first."""
        place = self.question(code).number
        return self.questions[place - 2] if place > 1 else None

    def after(self, code: str) -> Question | None:
        """The question after, or None at the last."""
        place = self.question(code).number
        return self.questions[place] if place < len(self.questions) else None

    @property
    def skipped(self) -> tuple[Question, ...]:
        return tuple(one for one in self.questions if not one.is_answered)


FIELDS = (
    "id", "instrument", "answers", "changed_at", "submitted_at", "person_id", "episode__team_id",
    "episode__team__zone", "episode__responsible__name", "next_at",
)  # fmt: skip


def answering(viewer: Actor, questionnaire_id: uuid.UUID) -> Answering:
    """The client's own questionnaire; one statement, and the roster's where it has a risk item. Raises NotFound."""
    found = answering_all(viewer, [questionnaire_id])
    if not found:
        raise NotFound
    return found[0]


def answering_all(viewer: Actor, ids: Sequence[uuid.UUID]) -> list[Answering]:
    """Several, in the order given; those the viewer may not see are left out."""
    next_at = Appointment.objects.filter(
        episode=OuterRef("episode"), status=Appointment.Status.PLANNED, starts_at__gt=clock.now()
    ).order_by("starts_at")
    rows = (
        Questionnaire.objects.filter(
            organisation_id=viewer.organisation_id,
            pk__in=ids,
            withdrawn_at=None,
            episode__in=visible_episodes(viewer).values("pk"),
            person_id=viewer.own_person,
        )
        .annotate(next_at=Subquery(next_at.values("starts_at")[:1]))
        .values_list(*FIELDS)
    )
    by_id = {row[0]: row for row in rows}
    return [_answering(viewer, by_id[one]) for one in ids if one in by_id]


def _answering(viewer: Actor, row: tuple) -> Answering:  # type: ignore[type-arg]
    id, key, answers, changed_at, submitted_at, person_id, team_id, zone, responsible, next_at = row
    viewer.show(person_id, "own")
    of = instrument(key)
    words = wording_of(of, viewer.language)
    return Answering(
        id=id,
        name=of.names[viewer.language],
        preamble=words.preamble,
        language=words.language,
        questions=_questions(of, words, answers),
        kept_at=changed_at,
        is_submitted=submitted_at is not None,
        is_ready=not of.risk_items or covered(team_id, zone),
        zone=zone,
        responsible=responsible or "",
        appointment_at=next_at,
    )


def wording_of(of: Instrument, language: str) -> Wording:
    """The words in that language, or the first there are: a page in English may have to ask in Norwegian."""
    found = of.wording(language) or next(iter(of.wordings.values()), None)
    if found is None:
        raise NotFound
    return found


def _questions(of: Instrument, words: Wording, answers: Sequence[int | None]) -> tuple[Question, ...]:
    counted = [(item, value) for item, value in zip(of.items, answers, strict=True) if item.scored]
    return tuple(
        Question(
            code=item.code,
            number=number,
            text=words.items[item.code],
            options=tuple(
                Option(choice.value, text, choice.value == value)
                for choice, text in zip(item.choices, words.choices_of(item.code), strict=True)
            ),
        )
        for number, (item, value) in enumerate(counted, start=1)
    )
