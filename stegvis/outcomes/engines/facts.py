"""The facts of a large data set on DuckDB, made piece by piece: memory does not grow with the number of years.

The text is that of the one statement; only which episodes it sees at a time is decided here.
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from stegvis.outcomes.measures import wide_facts
from stegvis.outcomes.measures.definition import Over

PIECE = 200_000  # episodes; with their contacts and scores some 300 MB while they are joined and sorted
_DRAWN = 10_000  # ids, of which some are limits between two pieces
_TABLES = ("episodes", "contacts", "scores")
_OVER: dict[str, tuple[Over, tuple[str, ...]]] = {
    "episode_facts": ("episodes", _TABLES), "contact_facts": ("contacts", _TABLES[:2]),
}  # fmt: skip


def make_facts(tables: duckdb.DuckDBPyConnection, folder: Path, piece: int = PIECE) -> None:
    """Make the relations episode_facts and contact_facts, wide, beside the tables episodes, contacts and scores.

    They lie as Parquet in the folder, in pieces sorted by team and problem: who groups by them finds them together.
    Where the tables are sorted by episode, each piece reads only its own part.
    """
    for name in _OVER:
        (folder / name).mkdir(parents=True)
    for number, within in enumerate(_pieces(tables, piece)):
        for name, (over, read) in _OVER.items():
            seen = {table: f"SELECT * FROM {table} WHERE {within}" for table in read}  # noqa: S608
            rows = f"{wide_facts(over, seen)} ORDER BY team, problem"
            file = _literal(f"{folder / name / str(number)}.parquet")
            tables.execute(f"COPY ({rows}) TO {file} (FORMAT parquet, COMPRESSION zstd)")
    for name in _OVER:
        see_facts(tables, folder, name)


def see_facts(engine: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """The pieces in the folder as one relation of that name."""
    engine.execute(f"CREATE VIEW {name} AS SELECT * FROM {_literal(f'{folder / name}/*.parquet')}")  # noqa: S608


def _pieces(tables: duckdb.DuckDBPyConnection, piece: int) -> Iterator[str]:
    """Conditions on `episode` that together hold for each once; one that always holds where they are few.

    The limits are taken from some ids drawn by chance, so pieces are about as large as asked for.
    """
    ((episodes,),) = tables.execute("SELECT COUNT(*) FROM episodes").fetchall()
    wanted = -(-episodes // piece)
    some = f"SELECT episode FROM episodes USING SAMPLE {_DRAWN} ROWS"  # noqa: S608
    drawn = tables.execute(some).fetchall() if wanted > 1 else []
    names = sorted(name for (name,) in drawn)
    limits = [_literal(names[len(names) * number // wanted]) for number in range(1, wanted)]
    for low, high in zip([None, *limits], [*limits, None], strict=True):
        ends = ([f"episode >= {low}"] if low else []) + ([f"episode < {high}"] if high else [])
        yield " AND ".join(ends) or "TRUE"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
