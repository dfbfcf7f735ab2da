"""The tables of a study's data set: registration data set 1 of those who take part, and each answer by item.

Reads the registration views under the tenant's row-level security. Nothing that is sealed is read.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db import connection

from stegvis.definitions.instrument import instrument
from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES
from stegvis.exchange.fhir.questionnaire_response import Filled
from stegvis.exchange.research.pseudonyms import Pseudonyms
from stegvis.people.models import Study

# Data set 1 with the person, so that two courses of one person can be told from those of two.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "episodes": (*EPISODES, "person"),
    "contacts": CONTACTS,
    "scores": SCORES,
    "answers": ("answer", "instrument", "item", "value"),
}
DATES = ("received_on", "discharged_on", "on")
Row = dict[str, Any]


@dataclass(frozen=True)
class DataSet:
    """`tables` by name, each row in the order of its columns; `persons` with a course in the study's period."""

    tables: Mapping[str, list[list[str]]]
    forms: list[Filled]
    persons: frozenset[uuid.UUID]


def data_set(study: Study, persons: Sequence[uuid.UUID], names: Pseudonyms) -> DataSet:
    """Of these persons, and nobody else, the courses received in the study's period."""
    episodes = {row["episode"]: row for row in _episodes(study, persons)}
    contacts = list(_numbered(_of(CONTACTS_SQL, list(episodes)), "contact", episodes, names))
    answered = list(_numbered(_of(SCORES_SQL, list(episodes), study.instruments), "answer", episodes, names))
    scores = [{**row, "answered_at": names.hour(row["answered_at"], _person(row, episodes))} for row in answered]
    tables = {
        "episodes": [_episode(row, names, study) for row in episodes.values()],
        "contacts": [_named(row, episodes, names) for row in contacts],
        "scores": [_named(row, episodes, names) for row in scores],
        "answers": [each for row in scores for each in _items(row)],
    }
    return DataSet(
        tables={
            name: sorted((_written(name, row) for row in rows), key=itemgetter(0)) for name, rows in tables.items()
        },
        forms=[_filled(row, episodes, names, study) for row in scores],
        persons=frozenset(row["person_id"] for row in episodes.values()),
    )


EPISODES_SQL = f"""
select {", ".join(f"r.{column}" for column in EPISODES)}, e.person_id, p.protected_address
from registration.episodes r
join care_episode e on e.id = r.episode::uuid join people_person p on p.id = e.person_id
where e.person_id = any(%s) and r.received_on between %s and %s
"""  # noqa: S608 - columns of the data set, constant names
CONTACTS_SQL = f"""
select {", ".join(f'r."{column}"' for column in CONTACTS)} from registration.contacts r
where r.episode = any(%s) order by r."on", r.contact
"""  # noqa: S608
SCORES_SQL = f"""
select {", ".join(f"r.{column}" for column in SCORES)}, q.instrument as version, q.answers
from registration.scores r join questionnaires_questionnaire q on q.id = r.answer::uuid
where r.episode = any(%s) and r.instrument = any(%s) order by r.answered_at, r.answer
"""  # noqa: S608


def _episodes(study: Study, persons: Sequence[uuid.UUID]) -> Iterator[Row]:
    return _of(EPISODES_SQL, list(persons), study.first, study.last)


def _of(sql: str, *values: Any) -> Iterator[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = [column.name for column in cursor.description or ()]
        for found in cursor.fetchall():
            yield dict(zip(columns, found, strict=True))


def _numbered(rows: Iterator[Row], key: str, episodes: Mapping[str, Row], names: Pseudonyms) -> Iterator[Row]:
    """A contact or answer is named by its episode and its place in it: the order that settles ties stays."""
    places: Counter[str] = Counter()
    for row in rows:
        episode = names.episode(row["episode"])
        places[episode] += 1
        yield {**row, key: f"{episode}-{places[episode]:05d}"}


def _person(row: Row, episodes: Mapping[str, Row]) -> uuid.UUID:
    found: uuid.UUID = episodes[row["episode"]]["person_id"]
    return found


def _episode(row: Row, names: Pseudonyms, study: Study) -> Row:
    """The municipality only where the study was opened with it, and never of somebody with a protected address."""
    person = row["person_id"]
    return {
        **row,
        **{column: names.day(row[column], person) for column in DATES if column in row},
        "episode": names.episode(row["episode"]),
        "team": names.team(row["team"]),
        "municipality": row["municipality"] if study.has_municipality and not row["protected_address"] else None,
        "person": names.person(person),
    }


def _named(row: Row, episodes: Mapping[str, Row], names: Pseudonyms) -> Row:
    person = _person(row, episodes)
    dates = {column: names.day(row[column], person) for column in DATES if column in row}
    return {**row, **dates, "episode": names.episode(row["episode"])}


def _items(row: Row) -> Iterator[Row]:
    """One row an item, also of those left out: their value is empty."""
    of = instrument(row["version"])
    given = [*row["answers"], *[None] * (len(of.items) - len(row["answers"]))]
    for code, value in zip(of.codes, given, strict=True):
        yield {"answer": row["answer"], "instrument": of.key, "item": code, "value": value}


def _filled(row: Row, episodes: Mapping[str, Row], names: Pseudonyms, study: Study) -> Filled:
    return Filled(
        id=row["answer"],
        system=f"urn:uuid:{study.pk}",
        subject=names.person(_person(row, episodes)),
        authored=date.fromisoformat(row["answered_at"][:10]),
        instrument=instrument(row["version"]),
        answers=row["answers"],
    )


def _written(table: str, row: Row) -> list[str]:
    return [_plain(row[column]) for column in COLUMNS[table]]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
