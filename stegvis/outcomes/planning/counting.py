"""Counts one team's year for the plan, on any engine: the measures, and what contacts take of the staff.

With `guarded` every number is one that disclosure control lets out, and nothing else is ever read from the rows:
what is simulated from it tells no more than it does. No framework.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median, quantiles
from typing import Any

from stegvis.outcomes.disclosure import HIDDEN, SMALL, Published, published, published_set
from stegvis.outcomes.measures import Row, Run, Scope, measure_rows
from stegvis.outcomes.planning.observed import ENOUGH, Observed, OfferSeen, TooFew
from stegvis.outcomes.planning.plan import DAYS, GUIDED, MINUTES

TREATMENT = "('treatment', 'assessment_and_treatment', 'review_and_treatment')"
GROUPED = ("course", "group")
ROUNDED_MINUTES = 5
FEW = SMALL[len(SMALL) // 2]  # the middle of what disclosure control hides
BUSY = 0.75  # three of four open weeks had fewer hours
CLOSED = 0.25  # of the median week's hours: with fewer the team was closed

# One row for every day, level and kind of contact: what was held, what was missed, and the minutes written down.
CONTACTS = """
SELECT c.on AS day, e.level, CASE WHEN c.form = 'group' THEN 1 ELSE 0 END AS grouped,
    CASE WHEN c.purpose = 'assessment' THEN 1 ELSE 0 END AS assessing,
    COUNT(CASE WHEN c.attendance IN ('attended', 'late') THEN 1 END) AS held,
    COUNT(CASE WHEN c.attendance = 'did_not_attend' THEN 1 END) AS missed,
    COUNT(CASE WHEN c.attendance IN ('attended', 'late') THEN c.minutes END) AS known,
    SUM(CASE WHEN c.attendance IN ('attended', 'late') THEN c.minutes END) AS minutes,
    MAX(CASE WHEN c.attendance IN ('attended', 'late') THEN c.minutes END) AS longest,
    (SELECT MIN(received_on) FROM episodes WHERE team = {team}) AS began
FROM contacts c JOIN episodes e ON e.episode = c.episode
WHERE e.team = {team} AND c.on BETWEEN DATE '{first}' AND DATE '{last}'
  AND (c.purpose = 'assessment' OR c.purpose IN {treatment})
GROUP BY 1, 2, 3, 4
"""

# How far apart the treatment contacts of those who finished lay.
SPACING = """
SELECT level, COUNT(*) AS episodes, SUM(contacts - 1) AS gaps, SUM(last_on - first_on) AS days
FROM (
    SELECT e.episode, e.level, COUNT(*) AS contacts, MIN(c.on) AS first_on, MAX(c.on) AS last_on
    FROM contacts c JOIN episodes e ON e.episode = c.episode
    WHERE e.team = {team} AND e.discharged_on BETWEEN DATE '{first}' AND DATE '{last}'
      AND c.attendance IN ('attended', 'late') AND c.purpose IN {treatment}
      AND c.on BETWEEN e.received_on AND e.discharged_on
    GROUP BY e.episode, e.level
    HAVING COUNT(*) >= 2
) AS finished
GROUP BY level
"""


@dataclass(frozen=True)
class Held:
    """A row of CONTACTS."""

    day: date
    level: str
    grouped: bool
    assessing: bool
    held: int
    missed: int
    known: int
    minutes: int
    longest: int


def observe(run: Run, *, team: str, first: date, last: date, guarded: bool) -> Observed:
    """The team's year from `first` to `last`, both included; raises TooFew. `run` is as `measure_rows` asks."""
    scope = Scope(team, first, last)
    rows, by_level = measure_rows(run, (), scope), measure_rows(run, ["level"], scope)
    whole = _Figures(list(map(published, rows)) if guarded else rows)
    levels = _Figures(published_set(by_level, ["level"]) if guarded else by_level)
    place = {"team": _text(team), "first": first.isoformat(), "last": last.isoformat(), "treatment": TREATMENT}
    contacts, began = _contacts(run(CONTACTS.format(**place)))
    spacing = {level or "": (int(n), int(gaps), int(days)) for level, n, gaps, days in run(SPACING.format(**place))}
    first = max(first, began or first)
    weeks = _whole_weeks(contacts, first, last)
    closed = _closed(weeks)
    nearest = _nearest if guarded else _as_it_is
    return Observed(
        weeks=len(weeks),
        closed_weeks=closed,
        referrals=whole.count("referrals"),
        assessed=whole.count("assessed"),
        started=whole.count("started"),
        finished=whole.count("finished"),
        wait_assessment=whole.value("wait_assessment"),
        wait_treatment=whole.value("wait_treatment"),
        dropped_out=whole.share("dropped_out"),
        missed=whole.share("did_not_attend"),
        paired=whole.share("paired"),
        hours_a_week=nearest(_busy([hours for week, hours in enumerate(weeks) if week not in closed]), 1),
        assessment_minutes=_assessment_minutes(contacts, nearest),
        offers=_offers(whole, levels, contacts, spacing, nearest),
    )


class _Figures:
    """Rows by measure and group; what is hidden or stands on fewer than 20 is refused, or left out where it may be."""

    def __init__(self, rows: Sequence[Row] | Sequence[Published]) -> None:
        self.rows = {(row.group, row.measure): row for row in rows}

    def count(self, measure: str) -> int:
        row = self.rows.get(((), measure))
        if row is None or not isinstance(row.value, int) or row.value < ENOUGH:
            raise TooFew(measure)
        return row.value

    def value(self, measure: str, group: tuple[str, ...] = ()) -> float:
        found = self.maybe(measure, group)
        if found is None:
            raise TooFew(measure)
        return found

    def share(self, measure: str) -> float:
        """A rate from 0 to 1. Where it is hidden, it or its rest is 1 to 7 of a known number: taken as 4."""
        row = self.rows.get(((), measure))
        if row is not None and row.value == HIDDEN and isinstance(row.denominator, int) and row.denominator >= ENOUGH:
            share = FEW / row.denominator
            return share if row.numerator == HIDDEN else 1 - share
        return self.value(measure) / 100

    def maybe(self, measure: str, group: tuple[str, ...]) -> float | None:
        row = self.rows.get((group, measure))
        if row is None or not isinstance(row.denominator, int) or row.denominator < ENOUGH:
            return None
        return float(row.value) if isinstance(row.value, Decimal | int) else None

    def started_by_level(self) -> dict[str, int]:
        rows = [row for (_, measure), row in self.rows.items() if measure == "started"]
        return {row.group[0]: row.value for row in rows if isinstance(row.value, int) and row.value >= ENOUGH}


def _contacts(rows: Any) -> tuple[list[Held], date | None]:
    found, began = [], None
    for day, level, grouped, assessing, held, missed, known, minutes, longest, first in rows:
        began = first
        found.append(
            Held(day, level or "", bool(grouped), bool(assessing), held, missed, known, int(minutes or 0), longest or 0)
        )
    return found, began


def _whole_weeks(contacts: Sequence[Held], first: date, last: date) -> list[float]:
    """The staff's contact hours in each whole week from the first day on; a missed session took as long as others."""
    alone = [each for each in contacts if not each.grouped]
    usual = _mean_minutes(alone)
    weeks = [0.0] * (((last - first).days + 1) // DAYS)
    for each in contacts:
        place = (each.day - first).days // DAYS
        if 0 <= place < len(weeks):
            weeks[place] += _staff_minutes(each, usual) / MINUTES
    return weeks


def _staff_minutes(each: Held, usual: float) -> float:
    """A group's minutes count once a day and level, whoever was there; an empty place in it costs nothing."""
    if each.grouped:
        return each.longest
    own = each.minutes / each.known if each.known else usual
    return own * (each.held + each.missed)


def _closed(weeks: Sequence[float]) -> tuple[int, ...]:
    """Weeks with hardly any hours, once the team had come to its first ordinary one."""
    if not weeks:
        return ()
    usual = median(weeks)
    ordinary = next((week for week, hours in enumerate(weeks) if hours >= usual / 2), 0)
    return tuple(week for week, hours in enumerate(weeks) if week > ordinary and hours < CLOSED * usual)


def _busy(weeks: Sequence[float]) -> float:
    """The hours that three of four weeks did not reach."""
    if len(weeks) < ENOUGH or not any(weeks):
        raise TooFew("hours_a_week")
    return quantiles(weeks, n=100, method="inclusive")[round(BUSY * 100) - 1]


def _mean_minutes(contacts: Sequence[Held]) -> float:
    known = sum(each.known for each in contacts)
    return sum(each.minutes for each in contacts) / known if known else 0.0


def _assessment_minutes(contacts: Sequence[Held], nearest: Callable[[float, float], float]) -> float:
    assessing = [each for each in contacts if each.assessing]
    if sum(each.known for each in assessing) < ENOUGH:
        raise TooFew("assessment_minutes")
    return nearest(_mean_minutes(assessing), ROUNDED_MINUTES)


def _offers(
    whole: _Figures,
    levels: _Figures,
    contacts: Sequence[Held],
    spacing: dict[str, tuple[int, int, int]],
    nearest: Callable[[float, float], float],
) -> tuple[OfferSeen, ...]:
    """An offer for each level that 20 started; fewer are counted with the largest. What is not known of one is
    taken from all."""
    started = levels.started_by_level() or {"": whole.count("started")}
    biggest = max(started, key=lambda level: started[level])
    started[biggest] += max(0, whole.count("started") - sum(started.values()))
    contacts = [each for each in contacts if not each.assessing]
    usual = whole.value("contacts_per_finished")
    all_gaps = tuple(map(sum, zip(*spacing.values(), strict=True))) or (0, 0, 0)
    return tuple(
        OfferSeen(
            level=level,
            started=number,
            contacts=levels.maybe("contacts_per_finished", (level,)) or usual,
            days_between=max(1.0, nearest(_days_between(spacing.get(level, (0, 0, 0)), all_gaps), 1)),
            minutes=_minutes_each(level, contacts, nearest),
            in_group=level in GROUPED,
        )
        for level, number in sorted(started.items())
    )


def _days_between(own: tuple[int, ...], everyone: tuple[int, ...]) -> float:
    episodes, gaps, days = own if own[0] >= ENOUGH else everyone
    if episodes < ENOUGH or not gaps:
        raise TooFew("days_between")
    return days / gaps


def _minutes_each(level: str, contacts: Sequence[Held], nearest: Callable[[float, float], float]) -> float:
    """Minutes of staff time for one session of one client."""
    of = [each for each in contacts if each.level == level]
    if sum(each.held for each in of) < ENOUGH:
        of = [each for each in contacts if not each.grouped]
    held = sum(each.held for each in of)
    if held < ENOUGH:
        raise TooFew("minutes")
    minutes = sum(each.longest if each.grouped else _mean_minutes([each]) * each.held for each in of)
    found = nearest(minutes / held, ROUNDED_MINUTES)
    return found or GUIDED.minutes


def _nearest(value: float, step: float) -> float:
    return math.floor(value / step + 0.5) * step


def _as_it_is(value: float, step: float) -> float:
    return value


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
