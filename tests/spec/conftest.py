"""The engines that the measures run on, each with the three tables of a registration data set, empty."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import duckdb
import pytest

from stegvis.outcomes.measures import EVERYTHING, Scope, measure_rows
from tests.database import Server
from tests.spec.figures import Count, Figure, Figures, one_of
from tests.spec.registration import COLUMNS, Registration, create


class Engine(Protocol):
    """What a test asks of an engine, whichever it is."""

    def fill(self, registration: Registration) -> None: ...

    def run(self, sql: str) -> list[tuple[Any, ...]]: ...


class DuckDB:
    """The engine of `stegvis outcomes`."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"threads": 1})
        for table in COLUMNS:
            self.connection.execute(create(table, "text"))

    def fill(self, registration: Registration) -> None:
        for table, columns in COLUMNS.items():
            self.connection.execute(f"DELETE FROM {table}")
            if rows := registration.rows(table):
                places = ", ".join(f"({', '.join('?' * len(columns))})" for _ in rows)
                self.connection.execute(f"INSERT INTO {table} VALUES {places}", [cell for row in rows for cell in row])

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()


class PostgreSQL:
    """The engine of the result pages."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        for table in COLUMNS:
            self.connection.execute(create(table, 'text collate "C"'))

    def fill(self, registration: Registration) -> None:
        for table in COLUMNS:
            self.connection.execute(f"DELETE FROM {table}")
            with self.connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                for row in registration.rows(table):
                    copy.write_row(row)

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(sql).fetchall()


@pytest.fixture(scope="session")
def on_duckdb() -> Iterator[Engine]:
    engine = DuckDB()
    yield engine
    engine.connection.close()


@pytest.fixture(scope="session")
def on_postgresql(server: Server) -> Iterator[Engine]:
    """The server of the tests; the tables are temporary, so no database is needed for them."""
    with server.superuser() as connection:
        yield PostgreSQL(connection)


@pytest.fixture(params=["duckdb", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn: the same SQL must mean the same on all."""
    found: Engine = request.getfixturevalue(f"on_{request.param}")
    return found


@pytest.fixture
def count(engine: Engine) -> Count:
    """Every measure of a registration: `count(registration, "team", "month")`."""

    def count(registration: Registration, *by: str, scope: Scope = EVERYTHING) -> Figures:
        engine.fill(registration)
        return Figures(measure_rows(engine.run, by, scope))

    return count


@pytest.fixture
def of(count: Count) -> Callable[..., Figure | None]:
    """One figure of a whole registration: `of(registration, "recovery")`. Counts again only after something new."""
    return one_of(count)
