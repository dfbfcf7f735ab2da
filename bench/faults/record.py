"""What the database holds of the people who answered, read as its owner. Counts nothing and judges nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg

ROWS = """
SELECT q.id::text, q.person_id::text, q.instrument, q.answers, q.version, q.has_risk, q.score, q.submitted_at,
       (SELECT count(*) FROM questionnaires_questionnaireevent h WHERE h.id = q.id)
FROM questionnaires_questionnaire q WHERE q.id = ANY(%s::uuid[])
"""
SIGNALS = """
SELECT s.alert_id::text, s.questionnaire_id::text, s.person_id::text, s.instrument, s.item, s.value, s.at
FROM safety_alertsignal s JOIN safety_alert a ON a.id = s.alert_id
WHERE s.person_id = ANY(%s::uuid[]) AND a.state <> 'closed' ORDER BY s.at
"""
ALERTS = """
SELECT a.id::text, a.person_id::text,
       (SELECT count(*) FROM safety_alertevent h WHERE h.id = a.id AND h.pgh_label = 'insert'),
       CASE WHEN NOT EXISTS (SELECT 1 FROM people_block b WHERE b.person_id = a.person_id AND b.until IS NULL)
            THEN t.slug ELSE '' END
FROM safety_alert a JOIN people_team t ON t.id = a.team_id WHERE a.person_id = ANY(%s::uuid[]) AND a.raised_at >= %s
"""
NOTICES = """
SELECT pgh_context->>'command', user_id::text, count(*) FROM notices_noticeevent
WHERE pgh_label = 'insert' AND text = 'new_alert' AND pgh_context->>'command' = ANY(%s) GROUP BY 1, 2
"""
GOALS = "SELECT person_id::text, count(*) FROM care_goal WHERE person_id = ANY(%s::uuid[]) AND set_at >= %s GROUP BY 1"
SHOWN = """
SELECT client_id::text, count(*) FROM people_accessentry WHERE client_id = ANY(%s::uuid[]) AND at >= %s GROUP BY 1
"""
# What the episode keeps of each instrument against the questionnaires that are finished and stand.
MISCOUNTED = """
SELECT e.person_id::text, i.name, coalesce((e.scores->i.name->>'count')::int, 0),
       (SELECT count(q.score) FROM questionnaires_questionnaire q
        WHERE q.episode_id = e.id AND split_part(q.instrument, '@', 1) = i.name AND q.submitted_at IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM questionnaires_questionnaire c WHERE c.corrects_id = q.id))
FROM care_episode e, (VALUES ('phq-9'), ('gad-7')) AS i(name)
WHERE e.person_id = ANY(%s::uuid[]) AND e.state <> 'discharged'
"""


@dataclass(frozen=True)
class Row:
    """A questionnaire. `submissions`: how often history says that it was finished."""

    id: str
    person: str
    instrument: str
    answers: list[int | None]
    version: int
    has_risk: bool
    score: Decimal | None
    submitted_at: datetime | None
    submissions: int


@dataclass(frozen=True)
class Signal:
    """One risk answer as an alert holds it."""

    alert: str
    questionnaire: str
    person: str
    instrument: str
    item: str
    value: int
    at: datetime


@dataclass(frozen=True)
class Alert:
    """An alert raised since the beginning. `begun`: how often history says that it was raised.

    `team`: whose lead must see it; "" where the client has had somebody kept away.
    """

    id: str
    person: str
    begun: int
    team: str = ""


@dataclass(frozen=True)
class Record:
    """Everything of these people that the comparison looks at."""

    rows: dict[str, Row]
    signals: list[Signal]
    alerts: list[Alert]
    notices: dict[str, dict[str, int]]  # command -> user told -> how often
    goals: dict[str, int]
    shown: dict[str, int]
    counts: list[tuple[str, str, int, int]]  # person, instrument, as the episode says, as the rows say


def read(
    owner: psycopg.Connection[Any],
    *,
    persons: Collection[str],
    questionnaires: Collection[str],
    commands: Collection[str],
    since: datetime,
) -> Record:
    """The record as it stands now; `since` is when the clients began."""
    people = list(persons)
    notices: dict[str, dict[str, int]] = {}
    for command, user, times in owner.execute(NOTICES, [list(commands)]):
        notices.setdefault(command, {})[user] = times
    return Record(
        rows={row[0]: Row(*row) for row in owner.execute(ROWS, [list(questionnaires)])},
        signals=[Signal(*row) for row in owner.execute(SIGNALS, [people])],
        alerts=[Alert(*row) for row in owner.execute(ALERTS, [people, since])],
        notices=notices,
        goals=dict(owner.execute(GOALS, [people, since]).fetchall()),
        shown=dict(owner.execute(SHOWN, [people, since]).fetchall()),
        counts=owner.execute(MISCOUNTED, [people]).fetchall(),
    )
