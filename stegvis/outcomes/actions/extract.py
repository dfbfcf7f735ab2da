"""Writing registration data set 1 to a folder: pseudonymous, one row an episode, contact and score.

Episodes are renamed by a keyed hash, so that a file cannot be joined to the record without the key. Contacts
and answers are numbered within their episode in the order that settles ties, so figures stay the same.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection

from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES
from stegvis.people.models import Organisation
from stegvis.people.sealing import look_up_hash
from stegvis.people.tenancy import working_in

TABLES = {"episodes": EPISODES, "contacts": CONTACTS, "scores": SCORES}
ORDER = {"episodes": "episode", "contacts": '"on", contact', "scores": "answered_at, answer"}
TYPES = {
    "received_on": "DATE", "discharged_on": "DATE", "on": "DATE", "sick_pay_first": "BOOLEAN",
    "sick_pay_last": "BOOLEAN", "minutes": "INTEGER", "score": "DECIMAL(9, 3)",
}  # fmt: skip


def extract(folder: Path, organisations: Sequence[Organisation], *, form: str = "parquet") -> dict[str, int]:
    """Write the three tables of these organisations; how many rows each. `form` is parquet or csv."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    with tempfile.TemporaryDirectory(dir=folder) as half:
        for table in TABLES:
            counts[table] = _write_csv(Path(half) / f"{table}.csv", table, organisations)
            if form == "parquet":
                _to_parquet(Path(half), table)
        for table in TABLES:
            for stale in (folder / f"{table}.csv", folder / f"{table}.parquet"):
                stale.unlink(missing_ok=True)
            (Path(half) / f"{table}.{form}").replace(folder / f"{table}.{form}")
    return counts


def _write_csv(path: Path, table: str, organisations: Sequence[Organisation]) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(TABLES[table])
        for organisation in organisations:
            for row in _rows(organisation, table):
                lines.writerow(row)
                written += 1
    return written


def _rows(organisation: Organisation, table: str) -> Iterator[list[str]]:
    columns = TABLES[table]
    named = ", ".join(f'"{column}"' for column in columns)
    with working_in(organisation), connection.cursor() as cursor:
        # Constant names only: columns of the data set and the order that settles ties.
        cursor.execute(f"select {named} from registration.{table} order by {ORDER[table]}")  # noqa: S608
        place = columns.index("episode")
        numbers: dict[str, int] = {}
        for found in cursor:
            row = [_plain(value) for value in found]
            row[place] = pseudonym(organisation, row[place])
            if place:
                numbers[row[place]] = numbers.get(row[place], 0) + 1
                row[0] = f"{row[place]}-{numbers[row[place]]:05d}"
            yield row


def pseudonym(organisation: Organisation, episode: str) -> str:
    """The name of an episode in extracts: the same each time, and meaningless without the organisation's key."""
    return look_up_hash(organisation.pk, "extract", episode).hex()[:24]


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _to_parquet(folder: Path, table: str) -> None:
    columns = ", ".join(
        f'CAST(NULLIF("{column}", \'\') AS {TYPES.get(column, "VARCHAR")}) AS "{column}"' for column in TABLES[table]
    )
    source, target = folder / f"{table}.csv", folder / f"{table}.parquet"
    with duckdb.connect() as engine:
        read = f"read_csv({_quoted(source)}, header=true, all_varchar=true, quote='\"')"
        engine.execute(f"COPY (SELECT {columns} FROM {read}) TO {_quoted(target)} (FORMAT parquet)")  # noqa: S608


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
