"""The expected chance: what it is counted from, that it can be learnt again, and that it is right on the whole."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from stegvis.config.demo.municipalities import Municipality, write
from stegvis.outcomes.comparison.case_mix import COMPARED, Case, Model, cases, learn, model, written
from stegvis.outcomes.dataset import load
from tests.spec.registration import Registration, create

PLAIN = ("depression", "26-35", "female", "working")


@pytest.fixture
def engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        yield connection


def counted(engine: duckdb.DuckDBPyConnection, year: int | None = None) -> list[Case]:
    return cases(lambda sql: engine.execute(sql).fetchall(), year)


def filled(engine: duckdb.DuckDBPyConnection, made: Registration) -> None:
    for table in made.tables:
        engine.execute(create(table, "varchar"))
        for row in made.rows(table):
            engine.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_a_case_is_a_finished_course_with_its_first_scores(engine):
    """The first score before discharge counts, not the highest nor one given after; who has not finished is no case."""
    made = Registration()
    made.finished("a", team="t", problem="panic", gender="male")
    made.scores("a", "phq-9", None, 15, 4)
    made.scores("a", "gad-7", 11, 2)
    made.score("a", "phq-9", "2024-08-01T10:00", 1)
    made.finished("b", team="t", discharged_on="2023-06-30")
    made.episode("c", team="t")
    filled(engine, made)
    first, *rest = counted(engine)
    assert first == Case("t", 15.0, 11.0, ("panic", "", "male", ""), (True, True))
    assert [len(rest), len(counted(engine, 2024)), len(counted(engine, 2023))] == [0, 1, 0]


def test_who_was_no_case_at_the_start_is_not_expected_to_recover(engine):
    """The denominator of recovery is the finished less those who were not a case: neither observed nor expected."""
    made = Registration()
    made.finished("a", team="t")
    made.scores("a", "phq-9", 3, 2)
    made.scores("a", "gad-7", 3, 2)
    made.finished("b", team="t")
    filled(engine, made)
    assert [one.reached for one in counted(engine)] == [(None, False), (False, False)]


def test_learning_finds_the_odds_that_the_cases_were_drawn_with():
    """Of like cases three in four of the working and one in four of the others: log odds of 1.1 and -1.1."""
    known = [
        Case("t", 14, 12, (*PLAIN[:3], work), (number % 4 < reached, None))
        for work, reached in (("working", 3), ("benefits", 1))
        for number in range(4000)
    ]
    made = learn([*known, *(one._replace(reached=(None, number % 2 == 0)) for number, one in enumerate(known))], "x")
    assert made.expected("recovery", known[0]) == pytest.approx(0.75, abs=0.002)
    assert made.expected("recovery", known[-1]) == pytest.approx(0.25, abs=0.002)
    assert made.expected("reliable_improvement", known[0]) == pytest.approx(0.5, abs=0.002)


def test_too_few_to_learn_from_is_an_error():
    """A model that nobody stands behind would look like any other."""
    with pytest.raises(ValueError, match="too few"):
        learn([], "nobody")


def test_the_worse_the_start_the_smaller_the_chance_to_recover():
    """Whoever starts at 20 must fall by more than whoever starts at 12; what is unknown, or new, still has a chance."""
    light, heavy = (model().expected("recovery", Case("t", phq, 12, PLAIN, (None, None))) for phq in (12, 20))
    unknown = model().expected("recovery", Case("t", None, None, ("", "", "new code", ""), (None, None)))
    assert heavy < light
    assert 0 < unknown < 1


def test_the_model_is_right_on_the_whole_for_cases_it_has_not_met(engine, tmp_path):
    """2,600 other invented referrals: what is expected is what is observed, within three standard errors."""
    write(tmp_path, 2025, [Municipality("x-kommune", "X", "R", "9999", (("x", "X", 2600, 0.0),), 0.05)], seed=7)
    load(tmp_path, engine)
    for place, name in enumerate(COMPARED):
        of = [one for one in counted(engine) if one.reached[place] is not None]
        chances = np.array([model().expected(name, one) for one in of])
        observed = sum(bool(one.reached[place]) for one in of)
        assert len(of) > 1000
        assert abs(observed - chances.sum()) < 3 * np.sqrt((chances * (1 - chances)).sum())


def test_a_learnt_model_is_written_as_its_file_is_read():
    """The file of this edition is what `learn` writes, behind its honest note."""
    import tomllib

    found = model()
    again = tomllib.loads(written(found))
    assert Model(again["edition"], again["learnt_from"], again["coefficients"]) == found
    assert "invented" in found.learnt_from
