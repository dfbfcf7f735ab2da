"""PostgreSQL: the checked tables copied into an empty server, which the caller supplies and throws away."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from stegvis.outcomes.dataset.columns import TABLES
from stegvis.outcomes.engines import CannotRun
from stegvis.outcomes.measures import Run

_AT_A_TIME = 10_000  # rows
# What a laptop can spare for one reader; compiling the one long statement costs more than running it.
_SETTINGS = {"work_mem": "256MB", "jit": "off"}


@contextmanager
def on_postgres(tables: duckdb.DuckDBPyConnection, address: Mapping[str, Any]) -> Iterator[Run]:
    """Copy the three tables to the server at this address; they are gone with the connection."""
    with psycopg.connect(**address, autocommit=True) as connection:
        for name, value in _SETTINGS.items():
            connection.execute("SELECT set_config(%s, %s, false)", [name, value])
        for table in TABLES:
            _copy(table, tables, connection)
        yield lambda statement: connection.execute(sql.SQL(statement)).fetchall()


def _copy(table: str, tables: duckdb.DuckDBPyConnection, connection: psycopg.Connection[Any]) -> None:
    columns = tables.execute(f"DESCRIBE {table}").fetchall()
    defined = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_kind(kind))) for name, kind, *_ in columns
    )
    named = sql.Identifier(table)
    connection.execute(sql.SQL("CREATE TEMPORARY TABLE {} ({})").format(named, defined))
    found = tables.execute(f"SELECT * FROM {table}")  # noqa: S608
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(named)) as copy:
        while rows := found.fetchmany(_AT_A_TIME):
            for row in rows:
                _write(row, copy)
    connection.execute(sql.SQL("ANALYZE {}").format(named))


def _write(row: Sequence[Any], copy: psycopg.Copy) -> None:
    try:
        copy.write_row(row)
    except psycopg.DataError as error:
        # A text of PostgreSQL's ends there; every other text that was checked it can hold.
        raise CannotRun("PostgreSQL cannot hold a text with the character NUL in it; use duckdb.") from error


def _kind(kind: str) -> str:
    """DuckDB's name of a type is PostgreSQL's too, except for text, which must compare bytewise."""
    return 'text COLLATE "C"' if kind == "VARCHAR" else kind
