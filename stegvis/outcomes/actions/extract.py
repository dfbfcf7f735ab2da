"""Writing registration data set 1 to a folder: pseudonymous, one row an episode, contact and score.

A folder that holds the set already gets only what changed since (ADR 0017). Episodes are renamed by a keyed hash, so
that a file cannot be joined to the record without the key. Contacts and answers are numbered within their episode in
the order that settles ties, so figures stay the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from stegvis.outcomes.actions.refresh_facts import refresh_facts
from stegvis.outcomes.dataset.columns import TABLES
from stegvis.outcomes.dataset.files import named
from stegvis.outcomes.dataset.folder import CHANGED, made_of, merge, put_in_place, writing_to
from stegvis.people.models import Organisation
from stegvis.people.sealing import look_up_hash
from stegvis.people.tenancy import working_in

ORDER = {"episodes": "key", "contacts": 'key, "on", contact', "scores": "key, answered_at, answer"}
ALL = "-infinity"
STANDS = """
select e.id from care_episode e join people_person p on p.id = e.person_id
where e.organisation_id = %(organisation)s and p.erased_at is null
"""
FOUND_SINCE = """
select episode_id from outcomes_episodefacts
where organisation_id = %(organisation)s and found_at > %(since)s::timestamptz
"""
ROWS = {
    table: f"select {', '.join(map(named, columns))} from registration.{table} "  # noqa: S608  (constant names)
    f"where key in ({FOUND_SINCE}) and key in ({STANDS}) order by {ORDER[table]}"
    for table, columns in TABLES.items()
}
UNTIL = "select max(found_at)::text from outcomes_episodefacts where organisation_id = %(organisation)s"


class Extracted(NamedTuple):
    """Rows by table: of the set as it is now, and of it those that were read from the record for it."""

    rows: dict[str, int]
    read: dict[str, int]


def extract(folder: Path, organisations: Sequence[Organisation], *, form: str = "parquet") -> Extracted:
    """Bring the three tables of these organisations in the folder up to now. `form` is parquet or csv."""
    folder.mkdir(parents=True, exist_ok=True)
    with writing_to(folder) as half:
        before = made_of(folder, form)
        # Of other organisations, or named by another key: nothing of it can stay.
        goes_on = {slug: one["key"] for slug, one in before.items()} == {
            each.slug: _key(each) for each in organisations
        }
        made, read, episodes = {}, dict.fromkeys(TABLES, 0), 0
        with _writers(half) as writers:
            for organisation in organisations:
                since = before[organisation.slug]["until"] or ALL if goes_on else ALL
                until, stand, counts = _read(organisation, since, writers)
                made[organisation.slug] = {"key": _key(organisation), "until": until}
                episodes += stand
                read = {table: read[table] + counts[table] for table in TABLES}
        rows = merge(half, folder if goes_on else None, form, episodes, lambda: _standing(organisations))
        put_in_place(half, folder, form, made)
    return Extracted(rows, read)


@contextmanager
def _writers(half: Path) -> Iterator[dict[str, Any]]:
    with ExitStack() as opened:
        writers = {}
        for name, columns in {**TABLES, CHANGED: ("episode",)}.items():
            file = opened.enter_context((half / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file, lineterminator="\n")
            writers[name].writerow(columns)
        yield writers


@contextmanager
def _at_one_moment(organisation: Organisation) -> Iterator[dict[str, Any]]:
    """All that is read inside is of one moment: no contact comes without its episode."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read")
        with working_in(organisation):
            yield {"organisation": organisation.pk}


def _read(organisation: Organisation, since: str, writers: dict[str, Any]) -> tuple[str | None, int, dict[str, int]]:
    """Write the rows of every episode found since; until when that is, episodes in the record, and rows written."""
    refresh_facts(organisation, wait=True)
    with _at_one_moment(organisation) as values:
        with connection.cursor() as cursor:
            cursor.execute(UNTIL, values)
            (until,) = cursor.fetchone()
            cursor.execute(f"select count(*) from ({STANDS}) as stands", values)  # noqa: S608
            (stand,) = cursor.fetchone()
        values["since"] = since
        if since != ALL:
            for (episode,) in _streamed(FOUND_SINCE, values):
                writers[CHANGED].writerow([pseudonym(organisation, str(episode))])
        counts = {table: _write(organisation, table, values, writers[table]) for table in TABLES}
    return until, stand, counts


def _write(organisation: Organisation, table: str, values: dict[str, Any], writer: Any) -> int:
    """Rows come by episode and in the order that settles ties; a contact or answer is named by its place there."""
    place = TABLES[table].index("episode")
    written = number = 0
    episode = name = ""
    for found in _streamed(ROWS[table], values):
        row = [_plain(value) for value in found]
        if row[place] != episode:
            episode, number = row[place], 0
            name = pseudonym(organisation, episode)
        number += 1
        row[place] = name
        if place:
            row[0] = f"{name}-{number:05d}"
        writer.writerow(row)
        written += 1
    return written


def _streamed(sql: str, values: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Row by row: the memory of a whole organisation is not needed at once."""
    cursor: CursorWrapper
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, values)
        yield from cursor


def _standing(organisations: Sequence[Organisation]) -> Iterator[str]:
    """The names of all episodes in the record."""
    for organisation in organisations:
        with working_in(organisation):
            for (episode,) in _streamed(STANDS, {"organisation": organisation.pk}):
                yield pseudonym(organisation, str(episode))


def pseudonym(organisation: Organisation, episode: str) -> str:
    """The name of an episode in extracts: the same each time, and meaningless without the organisation's key."""
    return look_up_hash(organisation.pk, "extract", episode).hex()[:24]


def _key(organisation: Organisation) -> str:
    """Tells whether pseudonyms are made by the same key as before; tells nothing of the key."""
    return pseudonym(organisation, "the key itself")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
