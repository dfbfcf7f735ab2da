"""One client's scores set beside the expected course. Pure: dates and scores in, steps out."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from stegvis.definitions.instrument import Instrument
from stegvis.definitions.trajectory.norm import Expected, Norm, norm_for
from stegvis.definitions.trajectory.rule import Signal, signal


@dataclass(frozen=True)
class Step:
    """One score: after how many treatment contacts it came, what was expected then, and what it says."""

    on: date
    session: int
    score: Decimal
    expected: Expected | None
    signal: Signal | None


@dataclass(frozen=True)
class Track:
    """An instrument's scores beside one edition of its norm, oldest first; never empty."""

    norm: Norm
    steps: tuple[Step, ...]

    @property
    def signal(self) -> Signal | None:
        """What the newest score says: a course that has come back is on track."""
        return self.steps[-1].signal

    @property
    def since(self) -> Step | None:
        """The first score of the unbroken row that is not on track; None when the newest is."""
        found = None
        for step in reversed(self.steps):
            if step.signal is None:
                break
            found = step
        return found


def sessions_before(on: date, treated: Sequence[date]) -> int:
    """How many treatment contacts came before a score of that day; `treated` are their days, in order.

    A contact of the same day does not count: questions are answered before the talk.
    """
    return bisect_left(treated, on)


def track(of: Instrument, points: Sequence[tuple[date, Decimal]], treated: Sequence[date]) -> Track | None:
    """The scores (day, score), oldest first, of a client with treatment contacts on those days, in order.

    None without scores, without a norm, or where the first score came after treatment had begun: nobody knows then
    where the course started.
    """
    norm = norm_for(of)
    if norm is None or not points or sessions_before(points[0][0], treated):
        return None
    baseline = points[0][1]
    return Track(norm, tuple(_step(norm, baseline, sessions_before(on, treated), on, score) for on, score in points))


def newest_signal(
    norm: Norm, first: tuple[date, Decimal], last: tuple[date, Decimal], treated: Sequence[date]
) -> Signal | None:
    """What `track(...).signal` is, from the first score and the newest alone: for long lists."""
    if sessions_before(first[0], treated):
        return None
    return signal(norm, first[1], sessions_before(last[0], treated), last[1])


def _step(norm: Norm, baseline: Decimal, session: int, on: date, score: Decimal) -> Step:
    return Step(on, session, score, norm.expected(baseline, session), signal(norm, baseline, session, score))
