"""Loads a folder into the three tables that the measures read, or raises everything that is wrong with it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from stegvis.outcomes.dataset.columns import COLUMNS, KEYS, RANGES, TABLES, Column
from stegvis.outcomes.dataset.faults import BadDataSet, Fault, row_place
from stegvis.outcomes.dataset.files import Table, find, named, quoted

# A score with no more decimals fits a machine word; with more it is as exact, but slower.
_DECIMALS_OF_A_WORD = 9


def load(folder: Path, connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables episodes, contacts and scores of the folder's files; raises BadDataSet.

    Each is a .parquet or a .csv file (UTF-8, commas, header). The tables are as the measures ask: text that
    compares bytewise, dates, exact decimals, and NULL for what is unknown.
    """
    found = [find(folder, name, connection) for name in TABLES]
    _refuse([fault for each in found if isinstance(each, list) for fault in each])
    tables = [each for each in found if isinstance(each, Table)]
    _refuse([fault for table in tables for fault in _wrong_cells(table, connection)])
    for table in tables:
        with _whole(table):
            connection.execute(f"CREATE TABLE {table.name} AS {_typed(table, connection)}")
    _refuse([fault for table in tables for fault in _wrong_rows(table, connection)])


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise BadDataSet(faults)


@contextmanager
def _whole(table: Table) -> Iterator[None]:
    """A Parquet file shows only when its body is read that it is damaged."""
    try:
        yield
    except (duckdb.IOException, duckdb.InvalidInputException) as error:
        raise BadDataSet([Fault(table.file, "it cannot be read to its end; it is damaged.")]) from error


def _rules(table: Table) -> dict[str, Column]:
    """The columns of the table that have a rule; one stored in its own type has kept it already."""
    return {
        name: COLUMNS[name]
        for name in TABLES[table.name]
        if name in COLUMNS and not table.types[name].startswith(COLUMNS[name].types or ("no type",))
    }


def _texts(table: Table) -> str:
    """A SELECT of the columns: as text, what is empty as NULL, or in the type they already have."""
    rules = _rules(table)
    columns = [
        f"NULLIF(CAST({named(name)} AS VARCHAR), '') AS {named(name)}"
        if name in rules or name not in COLUMNS
        else named(name)
        for name in TABLES[table.name]
    ]
    return f"SELECT {', '.join(columns)} FROM {table.relation}"  # noqa: S608


def _wrong_cells(table: Table, connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """Every column with cells that break its rule; rows are numbered only where there are such cells."""
    rules = _rules(table)
    conditions = [rule.wrong.replace("{x}", named(name)) for name, rule in rules.items()]
    counts = ", ".join(f"COUNT(*) FILTER ({condition})" for condition in conditions)
    with _whole(table):
        times = _row(connection, f"SELECT {counts} FROM ({_texts(table)})")  # noqa: S608
    if not any(times):
        return
    firsts = ", ".join(f"MIN(number) FILTER ({condition})" for condition in conditions)
    numbered = f"SELECT *, ROW_NUMBER() OVER () AS number FROM ({_texts(table)})"  # noqa: S608
    rows = _row(connection, f"SELECT {firsts} FROM ({numbered})")  # noqa: S608
    for (name, rule), count, row in zip(rules.items(), times, rows, strict=True):
        if count:
            yield Fault(table.file, rule.sentence, name, row_place(table.file, row), count)


def _typed(table: Table, connection: duckdb.DuckDBPyConnection) -> str:
    """A SELECT of the columns as their values."""
    rules = _rules(table)
    columns = [
        f"{rules[name].typed.replace('{x}', named(name))} AS {named(name)}" if name in rules else named(name)
        for name in TABLES[table.name]
    ]
    exact = _exact(table, connection) if "score" in rules else ""
    return f"SELECT {', '.join(columns).replace('{exact}', exact)} FROM ({_texts(table)})"  # noqa: S608


def _exact(table: Table, connection: duckdb.DuckDBPyConnection) -> str:
    """The decimal type that holds every score of the file as it is written."""
    longest = "MAX(CASE WHEN score LIKE '%.%' THEN length(split_part(score, '.', 2)) END)"
    decimals = _row(connection, f"SELECT COALESCE({longest}, 0) FROM ({_texts(table)})")[0]  # noqa: S608
    # Nine digits before the point and one to spare: a difference of two scores fits 38 digits on every engine.
    return f"DECIMAL({18 if decimals <= _DECIMALS_OF_A_WORD else 37}, {decimals})"


def _wrong_rows(table: Table, connection: duckdb.DuckDBPyConnection) -> Iterator[Fault]:
    """What shows only when the tables stand beside each other: ids, episodes and ranges."""

    def fault(sentence: str, column: str, found: str) -> Iterator[Fault]:
        times, first = _row(connection, f"SELECT COUNT(*), MIN(number) + 1 FROM ({found})")  # noqa: S608
        if times:
            yield Fault(table.file, sentence, column, row_place(table.file, first), times)

    key = KEYS[table.name]
    if _row(connection, f"SELECT COUNT(*) <> COUNT(DISTINCT {key}) FROM {table.name}")[0]:  # noqa: S608
        again = f"ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY rowid) > 1"
        twice = f"SELECT rowid AS number FROM {table.name} QUALIFY {again}"  # noqa: S608
        yield from fault("the same id stands in a row above.", key, twice)
    if table.name != "episodes":
        orphans = f"SELECT t.rowid AS number FROM {table.name} AS t ANTI JOIN episodes AS e ON e.episode = t.episode"  # noqa: S608
        yield from fault("there is no such episode.", "episode", orphans)
    if table.name == "scores":
        for instrument, (low, high) in RANGES.items():
            outside = f"instrument = {quoted(instrument)} AND score NOT BETWEEN {low} AND {high}"
            found = f"SELECT rowid AS number FROM scores WHERE {outside}"  # noqa: S608
            yield from fault(f"a score of {instrument} must be from {low} to {high}.", "score", found)


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    found = connection.execute(sql).fetchone()
    assert found is not None
    return found
