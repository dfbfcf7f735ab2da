"""The sums of the sleep diary and the rule of the sleep window. Minutes are whole; times are those of the wall.

Sleep restriction as the guideline has it: Schutte-Rodin S, Broch L, Buysse D, Dorsey C, Sateia M (2008), J Clin Sleep
Med 4(5):487-504: the first window is the mean sleep time of the diary week, never under five hours; then 15 to 20
minutes longer at 85 % or more, as it is from 80 up to 85 %, and shorter under 80 %. We take 15.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

FLOOR = 300  # minutes: "never under five hours" (Schutte-Rodin 2008)
STEP = 15
LONGER_FROM = Decimal(85)  # per cent
SAME_FROM = Decimal(80)
WEEK = 7
ENOUGH = 5  # nights of the week that a mean needs
ROUND_TO = 5  # a first window is said in whole five minutes
LONGEST_NIGHT = 18 * 60  # more than this in bed is a mistake in the times, not a night


class ImpossibleNight(ValueError):  # noqa: N818  (named as the clinic says it)
    """The times cannot be one night. `field` is where to look; `why` is order, length or awake."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__("The times of a night do not fit together.")
        self.field, self.why = field, why


@dataclass(frozen=True)
class Night:
    """One night, named by the day of getting up; minutes in bed and asleep."""

    on: date
    in_bed: int
    asleep: int

    @property
    def efficiency(self) -> Decimal:
        """Time asleep of time in bed, in per cent with one decimal."""
        return _percent(self.asleep, self.in_bed)


@dataclass(frozen=True)
class Week:
    """The means of at least five nights among seven days."""

    nights: tuple[Night, ...]

    @property
    def asleep(self) -> int:
        """Mean minutes asleep, to the nearest whole one."""
        return _mean(night.asleep for night in self.nights)

    @property
    def in_bed(self) -> int:
        return _mean(night.in_bed for night in self.nights)

    @property
    def efficiency(self) -> Decimal:
        """Mean sleep time of mean time in bed, per cent with one decimal: what is shown is what decides."""
        return _percent(sum(night.asleep for night in self.nights), sum(night.in_bed for night in self.nights))


class Rule(enum.StrEnum):
    """Which line of the rule a proposal follows."""

    FIRST = "first"
    FIRST_FLOOR = "first_floor"  # slept less than five hours on average
    LONGER = "longer"
    SAME = "same"
    SHORTER = "shorter"
    FLOOR = "floor"  # would be shorter, but is at five hours


@dataclass(frozen=True)
class Proposal:
    """What the rule gives: minutes in bed, and why."""

    minutes: int
    rule: Rule
    week: Week


def night(values: Mapping[str, str], on: date, zone: str) -> Night:
    """The sums of one entry. Raises ImpossibleNight.

    The times are walked back from getting up on `on`: each lies at or before the next, at most a day. Minutes are
    those that went by, also in the night when the clocks change; of a repeated hour the first one is meant.
    """
    up = _at(on, values["up"], zone)
    moments = {"up": up}
    day, wall = on, time.fromisoformat(values["up"])
    for field in ("woke", "lights", "bed"):
        earlier = time.fromisoformat(values[field])
        if earlier > wall:
            day -= timedelta(days=1)
        wall = earlier
        moments[field] = _at(day, values[field], zone)
    in_bed = _minutes(moments["bed"], up)
    if in_bed > LONGEST_NIGHT:
        raise ImpossibleNight(_first_too_long(moments), "order")
    if in_bed <= 0:
        raise ImpossibleNight("up", "length")
    tried = _minutes(moments["lights"], moments["woke"])
    asleep = tried - round(Decimal(values["onset"])) - round(Decimal(values["awake"]))
    if asleep < 0:
        raise ImpossibleNight("awake", "awake")
    return Night(on, in_bed, asleep)


def week(nights: Iterable[Night], until: date, since: date | None = None) -> Week | None:
    """The nights of the seven days up to and with `until`, none before `since`; None with fewer than five."""
    first = until - timedelta(days=WEEK - 1)
    first = max(first, since) if since else first
    found = tuple(each for each in nights if first <= each.on <= until)
    return Week(found) if len(found) >= ENOUGH else None


def first_window(found: Week) -> Proposal:
    """As long as the week's mean sleep, in whole five minutes, never under five hours."""
    mean = int((Decimal(found.asleep) / ROUND_TO).quantize(Decimal(1), ROUND_HALF_UP)) * ROUND_TO
    return Proposal(mean, Rule.FIRST, found) if mean >= FLOOR else Proposal(FLOOR, Rule.FIRST_FLOOR, found)


def next_window(found: Week, minutes: int) -> Proposal:
    """What a week in a window of so many minutes leads to."""
    if found.efficiency >= LONGER_FROM:
        return Proposal(minutes + STEP, Rule.LONGER, found)
    if found.efficiency >= SAME_FROM:
        return Proposal(minutes, Rule.SAME, found)
    if minutes - STEP < FLOOR:
        return Proposal(FLOOR, Rule.FLOOR, found)
    return Proposal(minutes - STEP, Rule.SHORTER, found)


def bedtime(rises_at: time, minutes: int) -> time:
    """The earliest time to go to bed, counted back from getting up."""
    return (datetime.combine(date.min + timedelta(days=2), rises_at) - timedelta(minutes=minutes)).time()


def _at(day: date, wall: str, zone: str) -> datetime:
    # A time skipped when the clocks go forward is read by the clock from before: nobody looked at it anyway.
    return datetime.combine(day, time.fromisoformat(wall), ZoneInfo(zone)).astimezone(UTC)


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds()) // 60


def _first_too_long(moments: Mapping[str, datetime]) -> str:
    """Of the stretches, the one that cannot be: the field that most likely holds a slip."""
    pairs = (("bed", "lights"), ("lights", "woke"), ("woke", "up"))
    return max(pairs, key=lambda pair: moments[pair[1]] - moments[pair[0]])[1]


def _mean(minutes: Iterable[int]) -> int:
    known = list(minutes)
    return int((Decimal(sum(known)) / len(known)).quantize(Decimal(1), ROUND_HALF_UP))


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)
