"""The planning model is a queue: what the theory of queues has proved must come out of it, and nothing from nobody."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from random import Random
from statistics import mean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.outcomes.planning import Change, Offer, Plan, ask, difference
from stegvis.outcomes.planning.answers import _calendar
from stegvis.outcomes.planning.people import attended, people, truth
from stegvis.outcomes.planning.queue import Course, Journey, Step, run

PLAN = Plan(
    referrals_a_week=4,
    hours_a_week=14,
    assessed=1,
    assessment_minutes=60,
    treated=1,
    offers=(Offer("individual", 1, sessions=5, days_between=7, minutes=45),),
)


def waits(arrivals: float, length: Callable[[Random], float], servers: int, seed: int) -> float:
    """The mean wait of 1,200 people, who come `arrivals` a day, after the first 200."""
    rng, day, everybody = Random(seed), 0.0, []
    for _ in range(1400):
        day += rng.expovariate(arrivals)
        everybody.append(Journey(day, (Step(0, 1, length(rng)),)))
    run(everybody, servers, until=1e9)
    return mean(each.began[0] - each.received for each in everybody[200:])


@pytest.mark.parametrize(
    ("arrivals", "length", "servers", "theory"),
    [
        pytest.param(0.7, lambda rng: rng.expovariate(1), 1, 0.7 / (1 - 0.7), id="one server, exponential: M/M/1"),
        pytest.param(0.7, lambda rng: 1.0, 1, 0.7 / (2 * (1 - 0.7)), id="one server, always as long: M/D/1"),
        # Erlang's C for 3 servers and 2.1 of work: P(wait) = 0.4923; the mean wait is that / (3 - 2.1).
        pytest.param(2.1, lambda rng: rng.expovariate(1), 3, 0.4923 / (3 - 2.1), id="three servers: M/M/3"),
    ],
)
def test_the_mean_wait_is_the_one_that_theory_gives(
    arrivals: float, length: Callable[[Random], float], servers: int, theory: float
) -> None:
    """A queue whose answer is known by formula shows whether the engine lets people through as it says."""
    found = [waits(arrivals, length, servers, seed) for seed in range(10)]
    assert mean(found) == pytest.approx(theory, abs=3 * stdev(found) / math.sqrt(len(found)))
    assert 3 * stdev(found) / math.sqrt(len(found)) < theory / 4, "the test must be able to tell another answer"


def test_erlangs_number_is_worked_out_not_remembered() -> None:
    work, servers = 2.1, 3
    last = work**servers / math.factorial(servers) / (1 - work / servers)
    assert last / (sum(work**k / math.factorial(k) for k in range(servers)) + last) == pytest.approx(0.4923, abs=1e-4)


people_in_line = st.lists(st.tuples(st.floats(0, 50), st.integers(1, 5), st.floats(0.1, 20)), min_size=1, max_size=25)


@settings(max_examples=60, deadline=None)
@given(people_in_line, st.integers(5, 12), st.integers(1, 10))
def test_with_more_staff_time_nobody_in_one_line_begins_later(
    line: list[tuple[float, int, float]], minutes: int, more: int
) -> None:
    """First ready, first served: more minutes end everybody before you sooner, so they cannot make you wait."""

    def begins(capacity: int) -> list[float]:
        everybody = [Journey(at, (Step(0, needs, days),)) for at, needs, days in sorted(line)]
        run(everybody, capacity, until=1e6)
        return [each.began[0] for each in everybody]

    assert all(later <= sooner + 1e-6 for later, sooner in zip(begins(minutes + more), begins(minutes), strict=True))


@pytest.mark.parametrize("seed", [1, 2])
def test_more_therapists_never_lengthen_the_median_wait(seed: int) -> None:
    now = ask(PLAN, runs=4, seed=seed)
    answers = [ask(PLAN, Change(therapists=number, hours_each=3), runs=4, seed=seed) for number in (1, 2, 4)]
    for name in ("wait_assessment", "wait_treatment"):
        middles = [getattr(each, name).middle for each in (now, *answers)]
        assert middles == sorted(middles, reverse=True), name


def test_more_hours_shorten_a_wait_that_the_hours_make_and_no_other() -> None:
    """The tool must not promise what hours cannot give: the days of notice stay."""
    scarce = ask(PLAN, runs=4)
    more = ask(PLAN, Change(therapists=1), runs=4)
    assert scarce.wait_treatment
    assert more.wait_treatment
    assert scarce.wait_treatment.middle > 3 * more.wait_treatment.middle
    plenty = replace(PLAN, hours_a_week=100, notice_assessment=12.0)
    shorter = difference(ask(plenty, runs=4), ask(plenty, Change(therapists=1), runs=4), "wait_assessment")
    assert shorter is not None
    assert shorter.low == shorter.high == 0


def test_where_nobody_asks_for_help_there_is_no_wait_and_not_a_wait_of_nought() -> None:
    nobody = ask(replace(PLAN, referrals_a_week=0), runs=20)
    assert nobody.wait_assessment is None
    assert nobody.wait_treatment is None
    assert (nobody.started.high, nobody.finished.high) == (0, 0)
    assert difference(nobody, nobody, "wait_treatment") is None


def test_the_same_seed_gives_the_same_answer_and_another_seed_another() -> None:
    assert ask(PLAN, runs=3, seed=7) == ask(PLAN, runs=3, seed=7)
    assert ask(PLAN, runs=3, seed=7) != ask(PLAN, runs=3, seed=8)


def test_a_closed_week_is_waited_through() -> None:
    """Notice is counted in open days; a week in which nobody works makes the wait a week longer."""
    plenty = replace(PLAN, hours_a_week=200, notice_assessment=3.0)
    for day, longer in ((13.9, 7), (16.0, 0)):
        waits = [
            ask(plan, runs=1, weeks=8, arrivals=[day], seed=3).wait_assessment
            for plan in (replace(plenty, referrals_a_week=0), replace(plenty, referrals_a_week=0, closed_weeks=(2,)))
        ]
        assert waits[0] is not None
        assert waits[1] is not None
        assert waits[1].middle - waits[0].middle == pytest.approx(longer), f"asked on day {day}"


def test_who_comes_just_before_a_closed_week_waits_it_out() -> None:
    calendar = _calendar([2, 5])
    assert calendar(13.5) - calendar(12.5) == 1
    assert calendar(14.5) - calendar(13.5) == 8
    assert calendar(28.5) - calendar(27.5) == 8, "the fifth week of the calendar is the fourth open one"


def test_a_course_takes_its_seats_and_no_more_and_begins_again_when_it_has_ended() -> None:
    course = Course(minutes=300, seats=2, first=28)
    assert [course.seat(0), course.seat(10), course.seat(20)] == [28, 28, None]
    assert course.seat(29) == 98
    assert Course(minutes=300, seats=2).seat(0) is None, "no course before its leaders have the time"


def test_somebody_who_drops_out_leaves_before_the_last_session_and_a_stayer_comes_to_all() -> None:
    rng = Random(1)
    leaving = replace(PLAN, dropped_out=1.0)
    for plan, low, high in ((PLAN, 4.8, 5.2), (leaving, 2.4, 2.6)):
        everybody = list(people(plan, truth(plan, rng), rng, 0, 7000))
        assert low < mean(attended(5, each) for each in everybody) < high
