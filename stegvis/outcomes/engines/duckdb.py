"""DuckDB: reads and checks the folder for every engine, and counts by default. Needs no server."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from stegvis.outcomes.dataset import load
from stegvis.outcomes.measures import Run


@contextmanager
def checked(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The three tables of the folder; raises BadDataSet with everything that is wrong with it.

    What does not fit into memory goes to a folder of this run's own, never beside the reader's files.
    """
    with (
        tempfile.TemporaryDirectory(prefix="stegvis-") as spill,
        duckdb.connect(config={"temp_directory": spill, "autoinstall_known_extensions": "false"}) as connection,
    ):
        load(folder, connection)
        yield connection


def on_duckdb(tables: duckdb.DuckDBPyConnection) -> Run:
    """Runs SQL where the tables are already."""
    return lambda sql: tables.execute(sql).fetchall()
