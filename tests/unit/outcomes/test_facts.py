"""The facts of a large set are made piece by piece, and are what they are when made at once."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from stegvis.outcomes.engines.facts import make_facts
from stegvis.outcomes.measures import measure_rows, measure_rows_of_facts
from tests.spec.conftest import DuckDB
from tests.spec.registration import Registration
from tests.spec.test_measures_reference import GROUPS, registrations

BY = ("team", "month", "year", "problem")


@pytest.fixture
def registered() -> Registration:
    """Nine episodes, not in the order of their names, some with marks that SQL reads as its own."""
    made = Registration()
    for number, name in enumerate(["c", "a'", "B", "å", "a", "z'' OR", "10", "9", "b"]):
        made.person([20 - number, 3], [10, 9], name=name, team="north" if number % 2 else "south")
    return made


@pytest.mark.parametrize("piece", [1, 2, 4, 9, 1000])
def test_pieces_together_are_the_whole(registered: Registration, tmp_path: Path, piece: int) -> None:
    """Whatever their size: no episode is lost between two pieces, none is counted twice."""
    engine = DuckDB()
    engine.fill(registered)
    at_once = measure_rows(engine.run, BY)
    make_facts(engine.connection, tmp_path, piece)
    assert engine.run("SELECT COUNT(*) FROM episode_facts") == [(9,)]
    assert measure_rows_of_facts(engine.run, BY) == at_once
    engine.connection.close()


@settings(max_examples=12, deadline=None, database=None)
@given(drawn=registrations(), by=GROUPS)
def test_what_was_decided_once_counts_as_the_one_statement_does(drawn: Registration, by: list[str]) -> None:
    """Every measure's condition is a column of the wide form; the groups and the three periods stand there too."""
    engine = DuckDB()
    engine.fill(drawn)
    at_once = measure_rows(engine.run, by)
    with TemporaryDirectory() as own:
        make_facts(engine.connection, Path(own), 2)
        assert measure_rows_of_facts(engine.run, by) == at_once
    engine.connection.close()


def test_nobody_has_no_facts(tmp_path: Path) -> None:
    """An empty set is a set: the relations are there."""
    engine = DuckDB()
    make_facts(engine.connection, tmp_path)
    assert measure_rows_of_facts(engine.run, BY) == []
    engine.connection.close()
