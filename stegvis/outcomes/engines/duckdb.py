"""DuckDB: reads and checks the folder for every engine, and counts by default. Needs no server."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import LOCK_SH
from pathlib import Path

import duckdb

from stegvis.outcomes.dataset import load
from stegvis.outcomes.dataset.folder import locked
from stegvis.outcomes.engines.facts import make_facts
from stegvis.outcomes.measures import Row, measure_rows_of_facts

# Of DuckDB's own; Python and its driver stand beside it, and what does not fit goes to disk.
MEMORY = "700MB"


@contextmanager
def checked(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The three tables of the folder; raises BadDataSet with everything that is wrong with it.

    They lie in a file of this run's own, never beside the reader's, and so does what does not fit into memory.
    """
    with (
        tempfile.TemporaryDirectory(prefix="stegvis-") as own,
        duckdb.connect(
            f"{own}/set.duckdb",
            config={
                "memory_limit": MEMORY,
                "temp_directory": f"{own}/more",
                "autoinstall_known_extensions": "false",
            },
        ) as connection,
    ):
        with locked(folder, LOCK_SH):
            load(folder, connection)
        yield connection


def count(tables: duckdb.DuckDBPyConnection, by: Sequence[str]) -> list[Row]:
    """Every measure where the tables are already; the facts are kept, so that they are made once."""
    with tempfile.TemporaryDirectory(prefix="stegvis-") as own:
        make_facts(tables, Path(own))
        return measure_rows_of_facts(lambda sql: tables.execute(sql).fetchall(), by)
