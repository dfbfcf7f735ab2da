"""The statements behind every answer that is kept: take the rows, keep one item, or file whole questionnaires.

Filing also recounts what the episode keeps of the scores. Decides no right and no rule; its actions do.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from stegvis.definitions import clock
from stegvis.definitions.instrument import Instrument, instrument
from stegvis.people.models import Actor

# The receipt of the command and the rows, locked, in one statement. The same command again finds no receipt and
# changes nothing. The lock lets two tabs save different items of one row, and gives the value before. The ids are
# counted out: for an array of unknown length PostgreSQL would plan the statement anew each time (0.4 ms).
TAKE = """
with receipt as (
    insert into people_command (organisation_id, id, action, result, at)
    values (%s::uuid, %s::uuid, %s, %s::uuid, %s::timestamptz) on conflict do nothing returning id)
select q.id, q.episode_id, q.person_id, q.instrument, q.answers, q.score, q.changed_at, q.submitted_at,
       exists (select 1 from receipt)
from questionnaires_questionnaire q
join care_episode e on e.organisation_id = q.organisation_id and e.id = q.episode_id
where q.organisation_id = %s::uuid and q.id in ({ids}) and q.person_id = %s::uuid
  and q.withdrawn_at is null
order by q.id
for update of {locked}
"""

# One element of the array: the other items stay what another tab has made them (facts/ground.md §8).
KEEP_ITEM = """
update questionnaires_questionnaire
set answers[%s] = %s::smallint, has_risk = has_risk or %s, version = version + 1,
    begun_at = coalesce(begun_at, %s::timestamptz), changed_at = %s::timestamptz
where organisation_id = %s::uuid and id = %s::uuid
"""

KEEP_ROWS = """
update questionnaires_questionnaire q
set answers = given.answers, score = given.score, has_risk = q.has_risk or given.has_risk,
    version = q.version + 1, begun_at = coalesce(q.begun_at, %s::timestamptz), changed_at = %s::timestamptz,
    submitted_at = %s::timestamptz, origin = %s, typed_by_id = %s::uuid
from (values {rows}) as given(id, answers, score, has_risk)
where q.organisation_id = %s::uuid and q.id = given.id
"""
ONE_ROW = "(%s::uuid, %s::smallint[], %s::numeric, %s::boolean)"

# First, last, count and the last twelve scores per instrument, counted from the rows that stand: a row that was
# corrected is left out, so a correction and an answer typed in late both come out right.
FILE = """
with filed as ({keep} returning q.id, split_part(q.instrument, '@', 1) as name, q.score, q.submitted_at),
line as (
    select name, score, submitted_at, id from filed
    union all
    select split_part(q.instrument, '@', 1), q.score, q.submitted_at, q.id
    from questionnaires_questionnaire q
    where q.organisation_id = %s::uuid and q.episode_id = %s::uuid and q.submitted_at is not null
      and split_part(q.instrument, '@', 1) in (select name from filed) and q.id not in (select id from filed)
      and not exists (select 1 from questionnaires_questionnaire c
                      where c.organisation_id = q.organisation_id and c.episode_id = q.episode_id
                        and c.corrects_id = q.id)),
summary as (
    select name, array_agg(trim_scale(score) order by submitted_at, id) as scores,
           min(submitted_at) as first_at, max(submitted_at) as last_at
    from line where score is not null group by name)
update care_episode e
set scores = (e.scores - (select array_agg(name) from filed)) || coalesce((
        select jsonb_object_agg(name, jsonb_build_object(
            'first', scores[1], 'first_at', first_at, 'last', scores[cardinality(scores)], 'last_at', last_at,
            'count', cardinality(scores), 'recent', scores[greatest(1, cardinality(scores) - 11):]))
        from summary), '{{}}'),
    changed_at = %s::timestamptz
where e.organisation_id = %s::uuid and e.id = %s::uuid
"""


@dataclass(frozen=True)
class Row:
    """A questionnaire as it stands in the database, locked until the transaction ends."""

    id: uuid.UUID
    episode_id: uuid.UUID
    person_id: uuid.UUID
    instrument_key: str
    answers: tuple[int | None, ...]
    score: Decimal | None
    changed_at: datetime | None
    submitted_at: datetime | None

    @property
    def instrument(self) -> Instrument:
        return instrument(self.instrument_key)

    def answered(self, given: Mapping[str, int | None]) -> Row:
        """The row with these items as given; the others keep the answers they have."""
        codes = self.instrument.codes
        kept = zip(codes, self.answers, strict=True)
        return replace(self, answers=tuple(given.get(code, old) for code, old in kept))

    def next_after(self, item: str) -> str | None:
        """The first item after this one that counts in the score and has no answer."""
        later = list(zip(self.instrument.items, self.answers, strict=True))[self.instrument.codes.index(item) + 1 :]
        return next((one.code for one, value in later if one.scored and value is None), None)

    @property
    def is_complete(self) -> bool:
        """Every item that counts in the score is answered."""
        items = zip(self.instrument.items, self.answers, strict=True)
        return all(value is not None for item, value in items if item.scored)


def take(*, by: Actor, action: str, ids: Sequence[uuid.UUID], with_episode: bool) -> tuple[bool, list[Row]]:
    """The client's own rows, locked, and whether this command is new. One statement.

    With their episode too where they are filed: two filed at once would otherwise each count without the other.
    """
    # A form without a command id (somebody wrote it by hand) is a command of its own.
    command = by.command or uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            TAKE.format(ids=", ".join(["%s::uuid"] * len(ids)), locked="e, q" if with_episode else "q"),
            [
                by.organisation_id, command, action, ids[0], clock.now(),
                by.organisation_id, *ids, by.own_person,
            ],
        )  # fmt: skip
        found = cursor.fetchall()
    rows = [
        Row(id, episode, person, key, tuple(answers), score, changed_at, submitted_at)
        for id, episode, person, key, answers, score, changed_at, submitted_at, _is_new in found
    ]
    return bool(found) and found[0][-1], rows


def keep_item(*, by: Actor, row: Row, item: str, value: int | None, is_risk: bool, at: datetime) -> None:
    """Write one answer into the row."""
    place = row.instrument.codes.index(item) + 1
    with connection.cursor() as cursor:
        cursor.execute(KEEP_ITEM, [place, value, is_risk, at, at, by.organisation_id, row.id])


def keep_rows(*, by: Actor, rows: Sequence[Row], at: datetime) -> None:
    """Write whole rows that are not finished yet."""
    values: list[Any] = [at, at, None, "self", None, *_values(rows), by.organisation_id]
    with connection.cursor() as cursor:
        cursor.execute(KEEP_ROWS.format(rows=", ".join([ONE_ROW] * len(rows))), values)


def file_rows(
    *, by: Actor, rows: Sequence[Row], at: datetime, answered_at: datetime, origin: str = "self"
) -> list[Row]:
    """Score and finish rows of one episode, and recount the episode's scores. One statement."""
    scored = [replace(row, score=row.instrument.score(row.answers), submitted_at=answered_at) for row in rows]
    values: list[Any] = [at, at, answered_at, origin, by.user_id, *_values(scored), by.organisation_id]
    episode = scored[0].episode_id
    keep = KEEP_ROWS.format(rows=", ".join([ONE_ROW] * len(rows)))
    with connection.cursor() as cursor:
        cursor.execute(FILE.format(keep=keep), [*values, by.organisation_id, episode, at, by.organisation_id, episode])
    return scored


def _values(rows: Sequence[Row]) -> list[Any]:
    return [
        value for row in rows for value in (row.id, list(row.answers), row.score, row.instrument.has_risk(row.answers))
    ]
