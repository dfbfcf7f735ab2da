"""The folder an extract is kept in: what it was made of, and how new rows take the place of old ones.

A set gives way as a whole: it is written beside, and one renaming makes it the one that counts. Knows no database.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from stegvis.outcomes.dataset.columns import KEYS, TABLES
from stegvis.outcomes.dataset.files import KINDS, NEXT, named, quoted

MANIFEST = "extract.json"
HALF = ".half"
CHANGED, THERE = "changed", "there"  # names of episodes: read anew, and of all that there are
TYPES = {
    "received_on": "DATE", "discharged_on": "DATE", "on": "DATE", "sick_pay_first": "BOOLEAN",
    "sick_pay_last": "BOOLEAN", "minutes": "INTEGER", "score": "DECIMAL(9, 3)",
}  # fmt: skip
MEMORY = "500MB"


@contextmanager
def locked(place: Path, how: int) -> Iterator[None]:
    """Hold the lock of this folder, LOCK_SH to read and LOCK_EX to change; it ends with the process too."""
    opened = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(opened, how)
        yield
    finally:
        os.close(opened)


@contextmanager
def writing_to(folder: Path) -> Iterator[Path]:
    """An empty place beside the set; BlockingIOError where another run is writing. A killed run is ended first."""
    half = folder / HALF
    half.mkdir(exist_ok=True)
    try:
        with locked(half, fcntl.LOCK_EX | fcntl.LOCK_NB):
            _give_way(folder)
            for left in half.iterdir():
                shutil.rmtree(left) if left.is_dir() else left.unlink()
            try:
                yield half
            finally:
                shutil.rmtree(half)
    except BlockingIOError as busy:
        raise BlockingIOError(errno.EWOULDBLOCK, "another extract is writing to it") from busy


def made_of(folder: Path, form: str) -> Mapping[str, Any]:
    """What the set in the folder was made of, or nothing where it is not as it was left, or of another form."""
    try:
        told = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    same = told["files"] == _sizes(folder, form) and told["columns"] == _columns()
    made: dict[str, Any] = told["made_of"] if same else {}
    return made


def put_in_place(half: Path, folder: Path, form: str, made_of: Mapping[str, Any]) -> None:
    """Make the merged set the one that counts. What is killed before the renaming has changed nothing."""
    whole = half / NEXT
    told = {"made_of": made_of, "files": _sizes(whole, form), "columns": _columns()}
    (whole / MANIFEST).write_text(json.dumps(told, indent=1), "utf-8")
    whole.rename(folder / NEXT)
    _give_way(folder)


def _give_way(folder: Path) -> None:
    """File by file to where readers look; until the last is there they look into NEXT first."""
    following = folder / NEXT
    if not following.is_dir():
        return
    with locked(folder, fcntl.LOCK_EX):
        for file in sorted(following.iterdir(), key=lambda one: one.name == MANIFEST):
            for kind in KINDS:
                if file.suffix[1:] in KINDS and kind != file.suffix[1:]:
                    (folder / f"{file.stem}.{kind}").unlink(missing_ok=True)
            file.replace(folder / file.name)
        following.rmdir()


def _sizes(folder: Path, form: str) -> dict[str, int]:
    files = [folder / f"{table}.{form}" for table in TABLES]
    return {file.name: file.stat().st_size if file.is_file() else -1 for file in files}


def _columns() -> dict[str, list[str]]:
    return {table: list(columns) for table, columns in TABLES.items()}


def merge(half: Path, old: Path | None, form: str, episodes: int, names: Callable[[], Iterable[str]]) -> dict[str, int]:
    """Write the set of the rows in `half` and of the old ones whose episodes were not read anew; rows of each table.

    `episodes` is how many the record holds. Where the merged set would have more, some were taken out of the record:
    then `names` are asked for, and the others left out.
    """
    (half / NEXT).mkdir()
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(half / "more")}) as engine:
        for table in TABLES:
            engine.execute(f"CREATE VIEW {table} AS {_merged(half, old, table, form)}")
        if old and _count(engine, "episodes") != episodes:
            (half / f"{THERE}.csv").write_text("\n".join(["episode", *names()]) + "\n", "utf-8")
            for table in TABLES:
                engine.execute(f"CREATE OR REPLACE VIEW {table} AS {_merged(half, old, table, form, THERE)}")
        how = "FORMAT parquet, COMPRESSION zstd" if form == "parquet" else "FORMAT csv, HEADER"
        for table in TABLES:
            # Sorted by episode, so that who reads a part of the episodes reads a part of each file.
            rows = f"SELECT * FROM {table} ORDER BY {', '.join(dict.fromkeys(['episode', KEYS[table]]))}"  # noqa: S608
            engine.execute(f"COPY ({rows}) TO {quoted(half / NEXT / f'{table}.{form}')} ({how})")
        return {table: _count(engine, table) for table in TABLES}


def _count(engine: duckdb.DuckDBPyConnection, table: str) -> int:
    (count,) = engine.execute(f"SELECT COUNT(*) FROM {table}").fetchall()[0]  # noqa: S608
    return int(count)


def _merged(half: Path, old: Path | None, table: str, form: str, only: str = "") -> str:
    columns = ", ".join(map(named, TABLES[table]))
    rows = _texts(half, table, TABLES[table])
    if form == "parquet":
        rows = f"(SELECT {', '.join(map(_typed, TABLES[table]))} FROM {rows})"  # noqa: S608
    if old is None:
        return f"SELECT {columns} FROM {rows}"  # noqa: S608
    kept = _texts(old, table, TABLES[table]) if form == "csv" else quoted(old / f"{table}.{form}")
    kept += f" ANTI JOIN {_texts(half, CHANGED, ['episode'])} AS changed USING (episode)"
    kept += f" SEMI JOIN {_texts(half, only, ['episode'])} AS there USING (episode)" if only else ""
    return f"SELECT {columns} FROM {kept} UNION ALL SELECT {columns} FROM {rows}"  # noqa: S608


def _typed(column: str) -> str:
    return f"CAST({named(column)} AS {TYPES.get(column, 'VARCHAR')}) AS {named(column)}"


def _texts(folder: Path, name: str, columns: Sequence[str]) -> str:
    """A CSV file of ours, every cell as text; nothing about it is guessed."""
    texts = ", ".join(f"{quoted(column)}: 'VARCHAR'" for column in columns)
    return (
        f"read_csv({quoted(folder / f'{name}.csv')}, header = true, auto_detect = false, delim = ',', quote = '\"',"
        f" escape = '\"', columns = {{{texts}}})"
    )
