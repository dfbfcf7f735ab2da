"""One invented course of care: dates, contacts and scores, drawn so that a year looks like a real one.

Scores follow the two-class mixture of facts/measurement.md §5 (start PHQ-9 14.9 (5), GAD-7 12.1 (4.6),
correlation .68; 65 % respond; a responder ends at .36 of the start). Waits and sessions follow the process
evaluation of 2020 cited there: medians 12 days to assessment and 13 on to treatment. Pure: no database.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from stegvis.definitions.calendar import is_working_day
from stegvis.definitions.registration import (
    Attendance,
    DischargeReason,
    Form,
    Level,
    Problem,
    Purpose,
    Source,
    WorkStatus,
)

T = TypeVar("T")
RESPONDERS = 0.65
LOST = 0.08  # answer the first time only; a team near the 90 % target for paired scores
SOURCES = ((Source.SELF, 33), (Source.SELF_ON_GP_ADVICE, 50), (Source.GP, 10), (Source.NAV, 4), (Source.OTHER, 3))
PROBLEMS = (
    (Problem.DEPRESSION, 36), (Problem.ANXIETY, 26), (Problem.MIXED, 12), (Problem.STRESS, 9), (Problem.INSOMNIA, 7),
    (Problem.SOCIAL_ANXIETY, 5), (Problem.PANIC, 5),
)  # fmt: skip
LEVELS = ((Level.GUIDED_SELF_HELP, 30), (Level.COURSE, 20), (Level.GROUP, 10), (Level.INDIVIDUAL, 40))
WORK = (
    (WorkStatus.WORKING, 40), (WorkStatus.WORKING_WITH_SUPPORT, 15), (WorkStatus.SICK_LEAVE_PART, 15),
    (WorkStatus.SICK_LEAVE_FULL, 12), (WorkStatus.STUDENT, 11), (WorkStatus.BENEFITS, 7),
)  # fmt: skip
ON_SICK_PAY = frozenset({WorkStatus.SICK_LEAVE_PART, WorkStatus.SICK_LEAVE_FULL})
FORMS = {
    Level.GUIDED_SELF_HELP: ((Form.INTERNET, 60), (Form.PHONE, 40)),
    Level.COURSE: ((Form.GROUP, 100),),
    Level.GROUP: ((Form.GROUP, 100),),
    Level.INDIVIDUAL: ((Form.VISIT, 60), (Form.VIDEO, 25), (Form.PHONE, 15)),
}
ATTENDANCE = (
    (Attendance.ATTENDED, 86), (Attendance.LATE, 3), (Attendance.DID_NOT_ATTEND, 6),
    (Attendance.CANCELLED_BY_CLIENT, 4), (Attendance.CANCELLED_BY_TEAM, 1),
)  # fmt: skip
SEEN = frozenset({Attendance.ATTENDED, Attendance.LATE})


@dataclass(frozen=True)
class Meeting:
    on: date
    purpose: Purpose
    form: Form
    attendance: Attendance
    minutes: int | None


@dataclass(frozen=True)
class Answered:
    """PHQ-9 and GAD-7 answered before a contact: totals and items."""

    on: date
    phq: tuple[int, ...]
    gad: tuple[int, ...]


@dataclass
class Course:
    """Everything invented of one course of care, up to the day the demo is made."""

    received_on: date
    source: Source
    problem: Problem
    level: Level
    work_first: WorkStatus
    assessed_on: date | None = None
    started_on: date | None = None
    meetings: list[Meeting] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)
    discharged_on: date | None = None
    reason: DischargeReason | None = None
    work_last: WorkStatus | None = None
    next_on: date | None = None


def drawn(rng: random.Random, received_on: date, today: date, country: str) -> Course:
    """Draw one course; what would lie after `today` has not happened yet."""
    course = Course(received_on, pick(rng, SOURCES), pick(rng, PROBLEMS), pick(rng, LEVELS), pick(rng, WORK))
    assessed = workday(received_on + timedelta(days=round(rng.lognormvariate(math.log(11), 0.45))), country)
    if assessed > today:
        course.next_on = assessed if rng.random() < 0.7 else None
        return course
    if rng.random() < 0.06:
        _end(course, assessed, rng.choice((DischargeReason.DECLINED, DischargeReason.DROPPED_OUT)))
        return course
    course.assessed_on = assessed
    course.meetings.append(Meeting(assessed, Purpose.ASSESSMENT, Form.VISIT, Attendance.ATTENDED, 60))
    if rng.random() < 0.09:
        _end(course, assessed, rng.choice((DischargeReason.NOT_SUITABLE, DischargeReason.REFERRED_ON)))
        _answer(rng, course, [assessed])
        return course
    _treat(rng, course, assessed, today, country)
    return course


def _treat(rng: random.Random, course: Course, assessed: date, today: date, country: str) -> None:
    planned = max(2, min(14, round(rng.lognormvariate(math.log(6), 0.45))))
    stays = planned if rng.random() > 0.17 else rng.randint(1, max(1, planned // 2))
    day = workday(assessed + timedelta(days=round(rng.lognormvariate(math.log(12), 0.5)) + 1), country)
    days = [assessed]
    seen = 0
    while seen < stays and len(days) < 30:
        if day > today:
            course.next_on = day
            break
        attendance = pick(rng, ATTENDANCE)
        minutes = {Form.INTERNET: 20, Form.PHONE: 30, Form.GROUP: 120}
        form = pick(rng, FORMS[course.level])
        was_seen = attendance in SEEN
        course.meetings.append(
            Meeting(day, Purpose.TREATMENT, form, attendance, minutes.get(form, 45) if was_seen else None)
        )
        if was_seen:
            seen += 1
            course.started_on = course.started_on or day
            days.append(day)
        day = workday(day + timedelta(days=7 if rng.random() < 0.75 else 14), country)
    _answer(rng, course, days)
    if course.next_on is None:
        dropped = stays < planned
        _end(course, workday(days[-1] + timedelta(days=3), country),
             DischargeReason.DROPPED_OUT if dropped else DischargeReason.COMPLETED)  # fmt: skip
        if course.discharged_on and course.discharged_on > today:
            course.discharged_on = course.reason = None
        elif rng.random() < 0.94:
            course.work_last = _work_after(rng, course.work_first)


def _answer(rng: random.Random, course: Course, days: list[date]) -> None:
    """Scores on the way from start to end, log-linear in the session; one in thirteen answers is missing."""
    phq, gad = _start(rng)
    responds = rng.random() < RESPONDERS
    noise = rng.gauss(0, 1), rng.gauss(0, 1)
    shared = noise[0], 0.6 * noise[0] + 0.8 * noise[1]
    spread = 3.0 if responds else 4.2
    end_phq = (0.36 * phq if responds else phq - 0.5) + spread * shared[0]
    end_gad = (0.36 * gad if responds else gad - 0.5) + 0.85 * spread * shared[1]
    if rng.random() < LOST:
        days = days[:1]
    last = max(1, len(days) - 1)
    for session, day in enumerate(days):
        if session and rng.random() < 0.075:
            continue
        way = math.log(session + 1) / math.log(last + 1)
        wobble = 0 if session in (0, last) else 1.2
        course.answers.append(
            Answered(
                day,
                items(rng, whole(phq + (end_phq - phq) * way + rng.gauss(0, wobble), 27), 9),
                items(rng, whole(gad + (end_gad - gad) * way + rng.gauss(0, wobble), 21), 7),
            )
        )


def _start(rng: random.Random) -> tuple[float, float]:
    first, second = rng.gauss(0, 1), rng.gauss(0, 1)
    phq = 14.9 + 5.0 * first
    gad = 12.1 + 4.6 * (0.68 * first + math.sqrt(1 - 0.68**2) * second)
    return min(27, max(0, phq)), min(21, max(0, gad))


def items(rng: random.Random, total: int, count: int) -> tuple[int, ...]:
    """Spread a total over items of 0 to 3; the ninth of nine (thoughts of death) gets a point last and seldom."""
    values = [0] * count
    left = total
    easy = list(range(count - 1)) if count == 9 else list(range(count))
    while left and any(values[index] < 3 for index in easy):
        index = rng.choice([one for one in easy if values[one] < 3])
        values[index] += 1
        left -= 1
    values[-1] += left
    if count == 9 and total >= 8 and values[8] == 0 and rng.random() < 0.11:
        donor = next(index for index in range(8) if values[index] > 0)
        values[donor] -= 1
        values[8] = 1
    return tuple(values)


def whole(value: float, most: int) -> int:
    return max(0, min(most, round(value)))


def workday(day: date, country: str) -> date:
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day


def pick(rng: random.Random, weighted: tuple[tuple[T, int], ...]) -> T:
    values, weights = zip(*weighted, strict=True)
    chosen: T = rng.choices(values, weights)[0]
    return chosen


def _end(course: Course, on: date, reason: DischargeReason) -> None:
    course.discharged_on, course.reason, course.next_on = on, reason, None


def _work_after(rng: random.Random, first: WorkStatus) -> WorkStatus:
    """About half of those on sick leave are back at work at the end."""
    if first in ON_SICK_PAY and rng.random() < 0.5:
        return WorkStatus.WORKING
    return first
