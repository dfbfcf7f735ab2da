"""The proof of the planning model: an invented year, made by the demo's own generator, and what the model says of it.

What is calibrated: the notice before each wait. What is predicted: everything else, and in the later test the
waits and finished courses of months that the calibration has not seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from stegvis.config.demo.people import SOLVIK
from stegvis.outcomes.dataset import load
from stegvis.outcomes.disclosure import published
from stegvis.outcomes.measures import Row
from stegvis.outcomes.planning import Interval, Observed, TooFew, ask, plan_of
from stegvis.outcomes.planning.counting import _Figures, observe
from stegvis.outcomes.planning.observed import planned_sessions
from tests.unit.outcomes.planning.year import TODAY, courses, write

START = TODAY - timedelta(weeks=52)


def observed(
    connection: duckdb.DuckDBPyConnection, first: date, weeks: int, *, guarded: bool = False, team: str = "solvik"
) -> Observed:
    last = first + timedelta(weeks=weeks, days=-1)
    return observe(lambda sql: connection.execute(sql).fetchall(), team=team, first=first, last=last, guarded=guarded)


class Year:
    """One invented year, and what was observed in any part of it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.courses = courses(SOLVIK, seed)
        self.connection = duckdb.connect()
        load(write(folder, "solvik", self.courses), self.connection)

    def seen(self, first: date, weeks: int, **asked: Any) -> Observed:
        return observed(self.connection, first, weeks, **asked)

    def arrivals(self, first: date, weeks: int) -> list[float]:
        days = ((one.received_on - first).days for one in self.courses)
        return [day for day in days if 0 <= day < 7 * weeks]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    made = Year(tmp_path_factory.mktemp("year"), seed=1)
    yield made
    made.connection.close()


def within(found: Interval | None, observed: float) -> bool:
    assert found is not None
    return found.low <= observed <= found.high


def test_fed_with_the_years_arrivals_and_hours_the_waits_of_that_year_come_out(year: Year) -> None:
    """The notice is calibrated on this year, so this shows that queue and notice together make up the wait."""
    seen = year.seen(START, 52)
    answer = ask(plan_of(seen), runs=30, arrivals=year.arrivals(START, 52))
    assert within(answer.wait_assessment, seen.wait_assessment)
    assert within(answer.wait_treatment, seen.wait_treatment)
    assert answer.wait_treatment is not None
    assert answer.wait_treatment.high - answer.wait_treatment.low < seen.wait_treatment / 3, "an interval that says so"


@pytest.mark.engine
def test_learnt_from_the_first_months_the_later_ones_come_out_about_as_often_as_the_interval_says(
    tmp_path: Path,
) -> None:
    """Weeks 9-30 teach; weeks 31-52 are predicted from their arrivals and hours. Six years, three figures each.

    A 90 % interval that tells the truth holds 16 of 18; fewer than 13 has a chance below 1 in 100. The first eight
    weeks teach nothing, since the demo's teams open on the first day of it.
    """
    inside = 0
    for seed in range(1, 7):
        year = Year(tmp_path / str(seed), seed)
        learnt, middle = year.seen(START + timedelta(weeks=8), 22), START + timedelta(weeks=30)
        later = year.seen(middle, 22)
        plan = replace(plan_of(learnt), hours_a_week=later.hours_a_week)
        answer = ask(plan, weeks=22, runs=40, arrivals=year.arrivals(middle, 22))
        inside += within(answer.wait_assessment, later.wait_assessment)
        inside += within(answer.wait_treatment, later.wait_treatment)
        inside += within(answer.finished, later.finished)
        year.connection.close()
    assert inside >= 13


def test_what_a_manager_plans_by_is_rounded_and_stands_near_the_truth(year: Year) -> None:
    """The guarded numbers are published ones: counts by five, whole percent, minutes by five, whole days and hours."""
    exact, guarded = year.seen(START, 52), year.seen(START, 52, guarded=True)
    for name in ("referrals", "assessed", "started", "finished"):
        assert getattr(guarded, name) % 5 == 0
        assert abs(getattr(guarded, name) - getattr(exact, name)) <= 2
    for name in ("dropped_out", "missed", "paired"):
        assert 100 * getattr(guarded, name) == pytest.approx(round(100 * getattr(guarded, name)))
    assert guarded.hours_a_week == int(guarded.hours_a_week)
    assert {offer.minutes % 5 for offer in guarded.offers} == {0}
    assert {offer.days_between % 1 for offer in guarded.offers} == {0}
    assert sum(offer.started for offer in guarded.offers) == guarded.started


def test_one_person_more_behind_a_rounded_count_does_not_show_in_the_plan(year: Year, tmp_path: Path) -> None:
    """What is simulated for a manager is made of what is published; so it tells no more than that."""
    asked = [one for one in year.courses if one.received_on >= START]
    waiting = next(one for one in year.courses if one.assessed_on is None and one.discharged_on is None)
    keeps_its_five = (len(asked) + 2) % 5 != 4
    changed = [*year.courses, waiting] if keeps_its_five else [one for one in year.courses if one is not waiting]
    with duckdb.connect() as connection:
        load(write(tmp_path / "changed", "solvik", changed), connection)
        assert observed(connection, START, 52).referrals != year.seen(START, 52).referrals
        assert observed(connection, START, 52, guarded=True) == year.seen(START, 52, guarded=True)


def test_a_team_with_too_few_is_not_planned_for(year: Year) -> None:
    for first, weeks, team in ((START, 52, "nobody's"), (START, 3, "solvik")):
        with pytest.raises(TooFew, match="at least 20"):
            year.seen(first, weeks, team=team, guarded=True)


def test_a_hidden_share_is_taken_as_four_people_on_the_side_that_is_small() -> None:
    """A small team can plan too, and what is taken for the hidden number is the same whatever it is."""
    few, most = (Row((), "paired", number, 50, Decimal(number * 2), 0) for number in (3, 46))
    assert _Figures([published(few)]).share("paired") == pytest.approx(4 / 50)
    assert _Figures([published(most)]).share("paired") == pytest.approx(46 / 50)
    assert _Figures([published(few._replace(numerator=6))]).share("paired") == pytest.approx(4 / 50)
    with pytest.raises(TooFew):
        _Figures([published(few._replace(denominator=15))]).share("paired")


@pytest.mark.parametrize(("planned", "leaves"), [(6.0, 0.2), (3.0, 0.5), (2.0, 0.1), (12.0, 0.0)])
def test_sessions_planned_are_found_back_from_the_mean_of_those_who_finished(planned: float, leaves: float) -> None:
    """Who leaves early pulls the mean down; the plan must be about those who stay."""
    still = leaves * (planned - 2) / (planned - 1)
    mean = ((1 - leaves) * planned + still * (planned + 1) / 2) / (1 - leaves + still)
    assert planned_sessions(mean, leaves) == pytest.approx(planned, rel=0.02)
