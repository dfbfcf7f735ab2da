"""Runs a plan many times and says what a year would bring: each figure with its 90 % interval over the runs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from stegvis.outcomes.planning import plan as numbers
from stegvis.outcomes.planning.people import Person, attended, offered, people, person, truth
from stegvis.outcomes.planning.plan import DAYS, MINUTES, NO_CHANGE, Change, Offer, Plan
from stegvis.outcomes.planning.queue import Course, Journey, Step, run

LEVEL = 90
# Twenty weeks go before the year that is counted, so that nobody begins with an empty clinic.
RUN_IN = 20 * DAYS
SEED = 20221220  # the day the teams' handbook came out; any number does, as long as it stays


@dataclass(frozen=True)
class Interval:
    """The middle run, and the bounds between which 90 % of the runs lie."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True)
class Outlook:
    """What one run came to in the year. Waits are medians in days, None where nobody was seen."""

    wait_assessment: float | None
    wait_treatment: float | None
    started: int
    finished: int
    paired: int


@dataclass(frozen=True)
class Answer:
    """What a plan comes to, over all runs; None where no run had a value."""

    wait_assessment: Interval | None
    wait_treatment: Interval | None
    started: Interval
    finished: Interval
    paired: Interval
    runs: tuple[Outlook, ...]


def ask(
    plan: Plan,
    change: Change = NO_CHANGE,
    *,
    weeks: int = 52,
    runs: int = 100,
    seed: int = SEED,
    arrivals: Sequence[float] | None = None,
) -> Answer:
    """Run the plan with the change `runs` times. The same seed gives the same answer and the same people.

    `arrivals`: the days, counted from the first, on which people truly came; then nobody else comes after day 0.
    """
    each = tuple(_outlook(plan, change, weeks, Random(f"{seed} {number}"), arrivals) for number in range(runs))  # noqa: S311
    return Answer(
        _interval([one.wait_assessment for one in each]),
        _interval([one.wait_treatment for one in each]),
        _certain([one.started for one in each]),
        _certain([one.finished for one in each]),
        _certain([one.paired for one in each]),
        runs=each,
    )


def difference(now: Answer, then: Answer, name: str) -> Interval | None:
    """How much more (below 0: less) each run came to with the change, the same people in both."""
    pairs = [(getattr(a, name), getattr(b, name)) for a, b in zip(now.runs, then.runs, strict=True)]
    return _interval([None if a is None or b is None else b - a for a, b in pairs])


def _outlook(plan: Plan, change: Change, weeks: int, rng: Random, arrivals: Sequence[float] | None) -> Outlook:
    closed = [week for week in sorted(set(plan.closed_weeks)) if week < weeks]
    year = (weeks - len(closed)) * DAYS
    true = truth(plan, rng)
    everybody = list(people(plan, true, rng, -RUN_IN, 0 if arrivals is not None else year))
    everybody += [person(plan, true, rng, day) for day in arrivals or ()]
    ways = [(each, *_journey(plan, change, each)) for each in everybody if each.is_assessed]
    course = Course(_course_minutes(), change.course_seats) if change.course_seats else None
    run(
        [way for _, way, _ in ways],
        _minutes(plan.hours_a_week),
        year,
        first=-RUN_IN,
        more=_minutes(change.therapists * change.hours_each),
        course=course,
    )
    return _counted(ways, _calendar(closed))


def _journey(plan: Plan, change: Change, each: Person) -> tuple[Journey, int]:
    """The person's way through the plan, and how many sessions they attend."""
    assess = Step(each.notice_assessment, round(plan.assessment_minutes), DAYS)
    if not each.is_treated:
        return Journey(each.received, (assess,)), 0
    offer = offered(plan.offers, each)
    # What is changed on day 0 is offered to those who ask for help from then on.
    if each.received >= 0 and each.mildness < change.guided_share:
        offer = _guided(plan)
    seen = attended(offer.sessions, each)
    wasted = 1.0 if offer.in_group else 1 - plan.missed
    a_week = offer.minutes * DAYS / offer.days_between / wasted
    treat = Step(each.notice_treatment, max(1, round(a_week)), seen * offer.days_between)
    likes = each.liking < numbers.COURSE_FITS and not offer.in_group and offer.name != numbers.GUIDED.name
    return Journey(each.received, (assess, treat), likes_course=likes), seen


def _counted(ways: Sequence[tuple[Person, Journey, int]], calendar: Callable[[float], float]) -> Outlook:
    """What happened from day 0 on; each figure goes by its own date, as the measures do."""

    def waits(step: int) -> list[float]:
        found = [(way.received, way.began[step]) for _, way, _ in ways if len(way.began) > step]
        return [calendar(began) - calendar(received) for received, began in found if began >= 0]

    to_treatment = waits(1)
    ended = [each for each, way, seen in ways if seen >= 2 and way.ended is not None and way.ended >= 0]
    to_assessment = waits(0)
    return Outlook(
        wait_assessment=median(to_assessment) if to_assessment else None,
        wait_treatment=median(to_treatment) if to_treatment else None,
        started=len(to_treatment),
        finished=len(ended),
        paired=sum(each.is_paired for each in ended),
    )


def _calendar(closed: Sequence[int]) -> Callable[[float], float]:
    """From open time to the calendar's days: every closed week that has passed lies between."""
    places = [(week - before) * DAYS for before, week in enumerate(closed)]
    return lambda day: day + DAYS * sum(place <= day for place in places)


def _guided(plan: Plan) -> Offer:
    """The team's own guided self-help where it has one, else the one of the sources."""
    return next((each for each in plan.offers if each.name == numbers.GUIDED.name), numbers.GUIDED)


def _course_minutes() -> int:
    return numbers.COURSE_MINUTES * numbers.COURSE_LEADERS


def _minutes(hours: float) -> int:
    return round(hours * MINUTES)


def _interval(values: Sequence[float | None]) -> Interval | None:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    tail = (100 - LEVEL) / 200
    return Interval(median(known), _at(known, tail), _at(known, 1 - tail))


def _certain(values: Sequence[float]) -> Interval:
    found = _interval(values)
    assert found is not None
    return found


def _at(values: Sequence[float], share: float) -> float:
    """The value at that share of the sorted ones, interpolated."""
    place = share * (len(values) - 1)
    low, high = math.floor(place), math.ceil(place)
    return values[low] + (values[high] - values[low]) * (place - low)
