"""The facts of a large data set on DuckDB, made piece by piece: memory does not grow with the number of years.

The text is that of the one statement; only which episodes it sees at a time is decided here.
"""

from collections.abc import Iterator

import duckdb

from stegvis.outcomes.measures import contact_facts, with_episode_facts

PIECE = 200_000  # episodes; with their contacts and scores some 300 MB while they are joined and sorted
_DRAWN = 10_000  # ids, of which some are limits between two pieces
_TABLES = ("episodes", "contacts", "scores")


def make_facts(tables: duckdb.DuckDBPyConnection, piece: int = PIECE) -> None:
    """Make the relations episode_facts and contact_facts beside the tables episodes, contacts and scores.

    Where the tables are sorted by episode, each piece reads only its own part.
    """
    for number, within in enumerate(_pieces(tables, piece)):
        seen = {table: f"SELECT * FROM {table} WHERE {within}" for table in _TABLES}  # noqa: S608
        rows = f"{with_episode_facts(seen)} SELECT * FROM episode_facts"  # noqa: S608
        tables.execute(f"INSERT INTO episode_facts {rows}" if number else f"CREATE TABLE episode_facts AS {rows}")
    tables.execute(f"CREATE VIEW contact_facts AS {contact_facts()}")


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
