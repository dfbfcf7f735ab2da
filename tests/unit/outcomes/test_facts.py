"""The facts of a large set are made piece by piece, and are what they are when made at once."""

import pytest

from stegvis.outcomes.engines.facts import make_facts
from stegvis.outcomes.measures import measure_rows, measure_rows_of_facts
from tests.spec.conftest import DuckDB
from tests.spec.registration import Registration

BY = ("team", "month")


@pytest.fixture
def registered() -> Registration:
    """Nine episodes, not in the order of their names, some with marks that SQL reads as its own."""
    made = Registration()
    for number, name in enumerate(["c", "a'", "B", "å", "a", "z'' OR", "10", "9", "b"]):
        made.person([20 - number, 3], [10, 9], name=name, team="north" if number % 2 else "south")
    return made


@pytest.mark.parametrize("piece", [1, 2, 4, 9, 1000])
def test_pieces_together_are_the_whole(registered: Registration, piece: int) -> None:
    """Whatever their size: no episode is lost between two pieces, none is counted twice."""
    engine = DuckDB()
    engine.fill(registered)
    at_once = measure_rows(engine.run, BY)
    make_facts(engine.connection, piece)
    assert engine.run("SELECT COUNT(*) FROM episode_facts") == [(9,)]
    assert measure_rows_of_facts(engine.run, BY) == at_once
    engine.connection.close()


def test_nobody_has_no_facts() -> None:
    """An empty set is a set: the relations are there."""
    engine = DuckDB()
    make_facts(engine.connection)
    assert measure_rows_of_facts(engine.run, BY) == []
    engine.connection.close()
