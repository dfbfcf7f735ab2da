"""The event simulation: people stand in line for staff minutes, first ready, first served. Draws nothing by chance.

Whoever is in treatment holds their minutes of every week until it ends; who needs minutes that are not free waits.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

import simpy

from stegvis.outcomes.planning.plan import COURSE_GATHERINGS, COURSE_NOTICE_DAYS, DAYS

Events = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Step:
    """After `notice` days: `minutes` of staff time a week, for so many `days`."""

    notice: float
    minutes: int
    days: float


@dataclass(slots=True)
class Journey:
    """One person's way: the steps, and when each began and the last ended. `likes_course`: takes a free seat."""

    received: float
    steps: tuple[Step, ...]
    likes_course: bool = False
    began: list[float] = field(default_factory=list)
    ended: float | None = None


@dataclass
class Course:
    """A course that begins again whenever it has ended, while its seats of the coming start are given away."""

    minutes: int
    seats: int
    first: float | None = None
    given: dict[int, int] = field(default_factory=dict)

    def seat(self, now: float) -> float | None:
        """The day the next course begins, if it has a seat."""
        if self.first is None:
            return None
        length = COURSE_GATHERINGS * DAYS
        number = max(0, int(-((self.first - now) // length)))
        taken = self.given.get(number, 0)
        if taken >= self.seats:
            return None
        self.given[number] = taken + 1
        return self.first + number * length


def run(
    journeys: Iterable[Journey],
    minutes: int,
    until: float,
    *,
    first: float = 0,
    more: int = 0,
    course: Course | None = None,
) -> None:
    """Let all journeys run from day `first` to `until`; each notes when its steps began.

    `minutes` of staff time a week from the first day; `more` minutes and the `course` from day 0.
    """
    clock = simpy.Environment(initial_time=first)
    staff = simpy.Container(clock, init=minutes)
    for journey in journeys:
        clock.process(_go(clock, staff, journey, minutes, course))
    if more or course:
        clock.process(_change(clock, staff, more, course, minutes + more))
    clock.run(until=until)


def _go(clock: simpy.Environment, staff: simpy.Container, journey: Journey, most: int, course: Course | None) -> Events:
    ready = journey.received
    for number, step in enumerate(journey.steps):
        if number and course and journey.likes_course:
            begins = course.seat(clock.now)
            if begins is not None:
                yield clock.timeout(begins - clock.now)
                journey.began.append(clock.now)
                yield clock.timeout(COURSE_GATHERINGS * DAYS)
                break
        yield clock.timeout(ready + step.notice - clock.now)
        taken = min(step.minutes, most)  # nobody needs more than everything there is
        yield staff.get(taken)
        journey.began.append(clock.now)
        yield clock.timeout(step.days)
        staff.put(taken)
        ready = clock.now
    journey.ended = clock.now


def _change(clock: simpy.Environment, staff: simpy.Container, more: int, course: Course | None, most: int) -> Events:
    yield clock.timeout(max(0.0, -clock.now))
    if more:
        staff.put(more)
    if course:
        yield staff.get(min(course.minutes, most))  # the leaders wait for free time like everybody else
        course.first = clock.now + COURSE_NOTICE_DAYS
