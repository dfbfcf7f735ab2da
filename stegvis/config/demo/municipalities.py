"""Invented municipalities whose bundles the demo's national body receives: their courses of a year, as data set 1.

Written as the three files of registration data set 1, in bulk and with one seed. Scores follow the two-class
mixture of facts/measurement.md §5 as `course.py` does; who responds differs a little by work and problem, and a
little more by place, so that the funnel has something to show. Pure: no database.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from stegvis.config.demo.course import LEVELS, LOST, ON_SICK_PAY, PROBLEMS, RESPONDERS, SOURCES, WORK
from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES, AgeBand, Gender, Problem, WorkStatus

SEED = 20130308
AGES = ((AgeBand.FROM_16, 3), (AgeBand.FROM_18, 22), (AgeBand.FROM_26, 27), (AgeBand.FROM_36, 20),
        (AgeBand.FROM_46, 15), (AgeBand.FROM_56, 9), (AgeBand.FROM_66, 3), (AgeBand.FROM_76, 1))  # fmt: skip
GENDERS = ((Gender.FEMALE, 66), (Gender.MALE, 33), (Gender.OTHER, 1))
LANGUAGES = (("nb", 78), ("nn", 8), ("en", 9), ("other", 5))
# Less gain out of work: Knapstad, Nordgreen and Smith 2018 (facts/measurement.md §5); the sizes are invented.
LESS_GAIN = {
    WorkStatus.BENEFITS: 0.20, WorkStatus.SICK_LEAVE_FULL: 0.10, WorkStatus.SICK_LEAVE_PART: 0.04,
    Problem.MIXED: 0.08, Problem.SOCIAL_ANXIETY: 0.05,
}  # fmt: skip
TREATED, ASSESSED = 0.8, 0.92  # of those who ask; the rest are seen once, or never


@dataclass(frozen=True)
class Municipality:
    """An invented sender: who it is, how many ask its teams for help in the year, and how they fare there."""

    slug: str
    name: str
    region: str
    code: str
    teams: tuple[tuple[str, str, int, float], ...]  # slug, name, referrals, what is added to the chance to respond
    out_of_work: float = 0.0  # share more than elsewhere who come without work


def _one(name: str, region: str, code: str, size: tuple[int, float], out_of_work: float = 0.0) -> Municipality:
    slug = name.lower().replace("å", "a").replace("ø", "o").replace("æ", "ae")
    teams = ((slug, f"Rask psykisk helsehjelp {name}", *size),)
    return Municipality(f"{slug}-kommune", f"{name} kommune", region, code, teams, out_of_work)


NORD, INN, SYD = "Nordregionen", "Innlandsregionen", "Sørregionen"
# How many years each region sent bundles before the last: a nation's register begins somewhere, and grows.
YEARS_BEFORE = {NORD: 2, INN: 1, SYD: 0}
MUNICIPALITIES = (
    _one("Granvik", NORD, "9911", (310, 0.02)),
    _one("Elvestad", NORD, "9912", (190, -0.03)),
    _one("Kvitnes", NORD, "9913", (260, 0.05)),
    _one("Myrland", NORD, "9914", (85, 0.00)),
    _one("Tindheim", NORD, "9915", (220, -0.06), 0.15),
    _one("Åslia", INN, "9921", (340, 0.01)),
    _one("Furudal", INN, "9922", (240, -0.20)),
    _one("Storvang", INN, "9923", (170, 0.03)),
    _one("Bekkelund", INN, "9924", (280, 0.00), 0.20),
    _one("Skarbygd", INN, "9925", (30, 0.04)),
    _one("Sandøya", SYD, "9931", (250, 0.06)),
    _one("Lyngholt", SYD, "9932", (205, -0.02)),
    _one("Havrevik", SYD, "9933", (150, 0.02)),
    Municipality("solhavn-kommune", "Solhavn kommune", SYD, "9934",
                 (("solhavn-ost", "Rask psykisk helsehjelp Solhavn øst", 260, 0.22),
                  ("solhavn-vest", "Rask psykisk helsehjelp Solhavn vest", 215, 0.00))),
)  # fmt: skip


def write(
    folder: Path, year: int, places: Sequence[Municipality] = MUNICIPALITIES, seed: int = SEED, before: int = 0
) -> None:
    """The three files of a year, by one seed. These places began to count so many days before its first."""
    rng = np.random.default_rng(seed)
    episodes: list[Sequence[Any]] = []
    contacts: list[Sequence[Any]] = []
    scores: list[Sequence[Any]] = []
    for place in places:
        for team, _, referrals, more in place.teams:
            _team(rng, (year, before), (place, team, referrals, more), (episodes, contacts, scores))
    for name, columns, rows in (("episodes", EPISODES, episodes), ("contacts", CONTACTS, contacts),
                                ("scores", SCORES, scores)):  # fmt: skip
        _file(folder / f"{name}.csv", columns, rows)


def _file(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows(rows)


def _drawn(rng: np.random.Generator, weighted: Sequence[tuple[Any, int]], size: int) -> list[str]:
    values, weights = zip(*weighted, strict=True)
    shares = np.array(weights, float) / sum(weights)
    return [str(values[place]) for place in rng.choice(len(values), size, p=shares)]


def _team(
    rng: np.random.Generator, at: tuple[int, int], of: tuple[Municipality, str, int, float], out: tuple[Any, Any, Any]
) -> None:
    """Everybody of one team."""
    (year, before), (place, team, size, more) = at, of
    who = {name: _drawn(rng, weighted, size) for name, weighted in (
        ("source", SOURCES), ("problem", PROBLEMS), ("level", LEVELS), ("age", AGES), ("gender", GENDERS),
        ("language", LANGUAGES), ("work", WORK))}  # fmt: skip
    moved = rng.random(size) < place.out_of_work
    who["work"] = [
        str(WorkStatus.BENEFITS) if out_of else work for out_of, work in zip(moved, who["work"], strict=True)
    ]
    start, end = date(year, 1, 1), date(year, 12, 31)
    asked = rng.integers(-before, 365, size)
    waits = np.maximum(1, rng.lognormal(np.log((11, 13)), 0.45, (size, 2)).round()).astype(int)
    sessions = np.clip(rng.lognormal(np.log(5), 0.45, size).round(), 1, 12).astype(int)
    course = rng.random((size, 6))
    phq, gad = _points(rng, who, more, size)
    for each in range(size):
        name = f"{team}-{each:05d}"
        person = {key: values[each] for key, values in who.items()}
        received = start + timedelta(days=int(asked[each]))
        assessed = received + timedelta(days=int(waits[each, 0]))
        is_treated, is_seen = course[each, 0] < TREATED, course[each, 0] < ASSESSED
        weeks = range(sessions[each] if is_treated else 0)
        treated = [assessed + timedelta(days=int(waits[each, 1]) + 7 * week) for week in weeks]
        closed = (treated[-1] if treated else assessed) + timedelta(days=3)
        days = [(assessed, "assessment", "attended")] if is_seen else []
        days += [(day, "treatment", "attended") for day in treated]
        if course[each, 1] < 0.3:
            days.append((assessed + timedelta(days=5), "treatment", "did_not_attend"))
        answered = [assessed] if is_seen else []
        if len(treated) > 1 and course[each, 2] > LOST:
            answered.append(treated[-1])
        out[0].append(
            _episode((name, team, place.code), (received, closed if closed <= end else None), person, course[each])
        )
        for number, (day, purpose, attendance) in enumerate(days):
            if day <= end:
                out[1].append((f"{name}-c{number}", name, day, purpose, "visit", attendance, person["level"], 45))
        for number, day in enumerate(day for day in answered if day <= end):
            for instrument, points in (("phq-9", phq), ("gad-7", gad)):
                row = (f"{name}-{instrument}-{number}", name, instrument, f"{day}T09:00", points[number, each])
                out[2].append(row)


def _points(rng: np.random.Generator, who: dict[str, list[str]], more: float, size: int) -> tuple[Any, Any]:
    """PHQ-9 and GAD-7, first and last: two classes, those who respond and those who do not."""
    less = np.array([LESS_GAIN.get(work, 0.0) + LESS_GAIN.get(problem, 0.0)  # type: ignore[call-overload]
                     for work, problem in zip(who["work"], who["problem"], strict=True)])  # fmt: skip
    responds = rng.random(size) < RESPONDERS + 0.04 + more - less
    first, second, end, other = rng.standard_normal((4, size))
    phq = 14.9 + 5.0 * first
    gad = 12.1 + 4.6 * (0.68 * first + np.sqrt(1 - 0.68**2) * second)
    spread = np.where(responds, 3.0, 4.2)
    last_phq = np.where(responds, 0.36 * phq, phq - 0.5) + spread * end
    last_gad = np.where(responds, 0.36 * gad, gad - 0.5) + 0.85 * spread * (0.6 * end + 0.8 * other)
    return np.clip(np.rint([phq, last_phq]), 0, 27).astype(int), np.clip(np.rint([gad, last_gad]), 0, 21).astype(int)


def _episode(
    at: tuple[str, str, str], days: tuple[date, date | None], who: dict[str, str], course: Any
) -> Sequence[Any]:
    received, closed = days
    first = who["work"]
    last = str(WorkStatus.WORKING) if first in ON_SICK_PAY and course[3] < 0.5 else first
    reason = "completed" if course[4] < 0.83 else "dropped_out"
    ended = (last, str(first in ON_SICK_PAY).lower(), str(last in ON_SICK_PAY).lower(), closed, reason)
    return (
        *at, received, who["source"], who["problem"], who["level"], who["age"], who["gender"], who["language"],
        first, *(ended if closed else ("", ended[1], "", "", "")),
    )  # fmt: skip
