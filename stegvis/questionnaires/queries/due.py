"""What a client should answer now, and what stays closed because nobody would read it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stegvis.care.models import Episode
from stegvis.care.queries.access import visible_episodes
from stegvis.definitions.instrument import Instrument, instrument
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, Ground
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.queries.roster import covered

# The mean time of an item in the pilot texts of the look ("om lag tre minutter" for nine) is twenty seconds.
SECONDS_AN_ITEM = 20


@dataclass(frozen=True)
class Due:
    """A questionnaire that waits for answers. `items` are those that count, `answered` how many of them are kept.

    `resume`: the item to go on with, on any device: the one after the last answer. None: the end was reached.
    """

    id: uuid.UUID
    instrument: str
    name: str
    items: int
    answered: int
    due_on: date
    resume: str | None


@dataclass(frozen=True)
class DueNow:
    """`ready` can be answered, in this order; `closed` may not be opened until the roster is whole."""

    episode_id: uuid.UUID | None = None
    ready: tuple[Due, ...] = ()
    closed: tuple[Due, ...] = ()

    @property
    def items(self) -> int:
        return sum(one.items for one in self.ready)

    @property
    def is_begun(self) -> bool:
        return any(one.answered for one in self.ready)

    @property
    def minutes(self) -> int:
        left = sum(one.items - one.answered for one in self.ready)
        return max(1, -(-left * SECONDS_AN_ITEM // 60))


def due(viewer: Actor) -> DueNow:
    """What the client should answer now, of the course whose answers are due first. One statement and the roster."""
    episodes = with_due(visible_episodes(viewer).exclude(state=State.DISCHARGED)).select_related("team")
    waiting = [episode for episode in episodes if episode.open_questionnaires]  # type: ignore[attr-defined]
    if not waiting:
        return DueNow()
    first = min(waiting, key=lambda one: min(found["due_on"] for found in one.open_questionnaires))  # type: ignore[attr-defined]
    viewer.show(first.person_id, Ground.OWN)
    return due_of(viewer, first)


def with_due(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Visible episodes with their open questionnaires, in the same statement."""
    waiting = Questionnaire.objects.filter(episode=OuterRef("pk"), submitted_at=None, withdrawn_at=None, corrects=None)
    return episodes.annotate(
        open_questionnaires=ArraySubquery(
            waiting.values(found=JSONObject(id="id", instrument="instrument", answers="answers", due_on="due_on"))
        )
    )


def due_of(viewer: Actor, episode: Episode) -> DueNow:
    """From an episode of `with_due`, with its team: no statement but the roster's, and that only for a risk item."""
    rows = waiting_of(episode, viewer.language)
    risky = {row.id for row in rows if instrument(row.instrument).risk_items}
    is_covered = not risky or covered(episode.team_id, episode.team.zone)
    return DueNow(
        episode_id=episode.pk,
        ready=tuple(row for row in rows if is_covered or row.id not in risky),
        closed=tuple(row for row in rows if not is_covered and row.id in risky),
    )


def waiting_of(episode: Episode, language: str) -> tuple[Due, ...]:
    """What is asked and not finished, in the order it is answered, whether the roster lets it open or not."""
    found: list[dict[str, Any]] = episode.open_questionnaires  # type: ignore[attr-defined]
    if episode.state == State.DISCHARGED:
        return ()
    rows = [(one, instrument(one["instrument"])) for one in found]
    # The one with a risk item first: whoever stops early has been asked what matters most.
    rows.sort(key=lambda row: (not row[1].risk_items, row[0]["due_on"], row[0]["instrument"]))
    return tuple(_one(one, of, language) for one, of in rows)


def _one(found: dict[str, Any], of: Instrument, language: str) -> Due:
    answers = [value for item, value in zip(of.items, found["answers"], strict=True) if item.scored]
    reached = max((place for place, value in enumerate(answers, start=1) if value is not None), default=0)
    return Due(
        id=uuid.UUID(found["id"]),
        instrument=of.key,
        name=of.names[language],
        items=len(answers),
        answered=len(answers) - answers.count(None),
        due_on=date.fromisoformat(found["due_on"]),
        resume=of.scored_codes[reached] if reached < len(answers) else None,
    )
