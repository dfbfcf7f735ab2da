"""Finds the file of each table and makes it readable by SQL, or says why it cannot be."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from stegvis.outcomes.dataset.columns import COLUMNS, TABLES
from stegvis.outcomes.dataset.faults import Fault

KINDS = ("csv", "parquet")
# Where a whole new set lies whose extract was ended before all its files stood in the folder itself.
NEXT = ".next"


@dataclass(frozen=True)
class Table:
    """One file of the data set: `relation` is what SQL reads it by, `types` what each of its columns is."""

    name: str
    file: Path
    relation: str
    types: dict[str, str]


def quoted(text: object) -> str:
    """A text literal for DuckDB."""
    return "'" + str(text).replace("'", "''") + "'"


def named(column: str) -> str:
    """A column's name for SQL; `on` is a word of the language."""
    return '"' + column.replace('"', '""') + '"'


def find(folder: Path, name: str, connection: duckdb.DuckDBPyConnection) -> Table | list[Fault]:
    """The table of that name in the folder, or what is wrong with it as a whole."""
    there = [file for kind in KINDS if (file := folder / NEXT / f"{name}.{kind}").is_file()]
    there = there or [file for kind in KINDS if (file := folder / f"{name}.{kind}").is_file()]
    if not there:
        return [Fault(folder, f"there is neither {name}.csv nor {name}.parquet.")]
    if len(there) > 1:
        return [Fault(folder, f"there are both {name}.csv and {name}.parquet; keep the one to be counted.")]
    (file,) = there
    found = _csv(file, name, connection) if file.suffix == ".csv" else _parquet(file, name, connection)
    return found if isinstance(found, list) else list(_missing(found)) or found


def _missing(table: Table) -> Iterator[Fault]:
    for column in TABLES[table.name]:
        if column not in table.types:
            yield Fault(table.file, "the column is missing.", column)


def _csv(file: Path, name: str, connection: duckdb.DuckDBPyConnection) -> Table | list[Fault]:
    """Every row as text, in a table of its own beside the one to be made."""
    try:
        with file.open("rb") as lines:
            header = next(csv.reader([lines.readline().decode("utf-8-sig")], strict=True), [])
    except (UnicodeDecodeError, csv.Error):
        return [Fault(file, "the first line does not name the columns as CSV in UTF-8.")]
    twice = [column for column, times in Counter(header).items() if times > 1]
    if twice or not header:
        return [Fault(file, "the column is there twice.", column) for column in twice] or [
            Fault(file, "the file is empty; its first line must name the columns.")
        ]
    raw = named(f"{name}_as_written")
    try:
        connection.execute(f"CREATE TABLE {raw} AS SELECT * FROM {_read_csv(file, name, header)}")  # noqa: S608
    except duckdb.InvalidInputException:
        return [_unreadable(file)]
    faults = connection.execute(
        f"SELECT error_type, MIN(line), COUNT(DISTINCT line) FROM {named(f'{name}_faults')} GROUP BY ALL ORDER BY 2, 1"  # noqa: S608
    ).fetchall()
    table = Table(name, file, raw, dict.fromkeys(header, "VARCHAR"))
    return [Fault(file, _told(kind), None, f"line {line}", times) for kind, line, times in faults] or table


def _read_csv(file: Path, name: str, header: list[str]) -> str:
    """How DuckDB reads it: every cell as text, and wrong rows noted beside instead of told with their content."""
    columns = ", ".join(f"{quoted(column)}: 'VARCHAR'" for column in header)
    return (
        f"read_csv({quoted(file)}, header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
        f" columns = {{{columns}}}, store_rejects = true, rejects_table = {quoted(f'{name}_faults')},"
        f" rejects_scan = {quoted(f'{name}_scans')})"
    )


def _unreadable(file: Path) -> Fault:
    """DuckDB gives up on a file whose lines end now as Windows does, now as others do."""
    with file.open("rb") as lines:
        of_windows = [line.endswith(b"\r\n") for line in lines if line.endswith(b"\n")]
    if len(set(of_windows)) < 2:
        return Fault(file, "it cannot be read as CSV; save the file again.")
    place = f"line {of_windows.index(not of_windows[0]) + 1}"
    return Fault(file, "the lines end in two ways; save the file as CSV again.", None, place)


def _told(kind: str) -> str:
    """Our sentence for DuckDB's kind of fault; its own message would repeat the line."""
    return {
        "TOO MANY COLUMNS": "there are more cells than columns.",
        "MISSING COLUMNS": "there are fewer cells than columns.",
        "INVALID ENCODING": "the text is not UTF-8; save the file as CSV in UTF-8.",
        "UNQUOTED VALUE": "a quotation mark is opened or closed in the wrong place.",
    }.get(kind, "the row is not CSV.")


def _parquet(file: Path, name: str, connection: duckdb.DuckDBPyConnection) -> Table | list[Fault]:
    relation = f"read_parquet({quoted(file)})"
    try:
        found = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()  # noqa: S608
    except duckdb.Error:
        return [Fault(file, "it cannot be read as Parquet; it may be cut short or of another kind.")]
    types = {column: kind for column, kind, *_ in found}
    faults = [
        Fault(file, f"it is stored as {types[column]}; it must be text, or leading zeros are lost.", column)
        for column in TABLES[name]
        if column not in COLUMNS and not types.get(column, "VARCHAR").startswith(("VARCHAR", "ENUM"))
    ]
    return faults or Table(name, file, relation, types)
