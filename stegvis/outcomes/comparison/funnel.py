"""Control limits of a funnel plot of proportions, widened by what services differ anyway. Knows no team's name.

Only the limits adjusted for overdispersion exist here: the plain binomial ones place a third of England's services
outside (measured in tests/spec/test_funnel.py), which says that the limits are wrong, not the services.

Arcsine scale and winsorised additive random effects: Spiegelhalter, Statistics in Medicine 2005;24:1185-1202; the
same in R's FunnelPlotR, whose formulae facts/measurement.md §5 gives.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stegvis.outcomes.disclosure import ENOUGH

# Fewer services than this have no spread of their own to speak of. (A rate under ENOUGH is none: MEASURES.md.)
LEAST_POINTS = 5
# Two-sided 95 % and 99.8 % of the normal distribution.
Z_95, Z_998 = 1.959964, 3.090232
WINSORISED = (0.1, 0.9)


class Where(StrEnum):
    """Where a point stands. It ranks nobody: all within are alike."""

    WITHIN = "within"
    BEYOND_95 = "beyond_95"
    BEYOND_998 = "beyond_998"


@dataclass(frozen=True)
class Point:
    """So many of so many; `expected` is the share that the case mix leads to expect, where that is asked."""

    numerator: int
    denominator: int
    expected: float | None = None

    @property
    def rate(self) -> float:
        return self.numerator / self.denominator


@dataclass(frozen=True)
class Funnel:
    """The common target, and the variance between services that adds to chance."""

    target: float  # share, 0 to 1
    phi: float  # mean squared winsorised z; 1 where chance is all
    tau2: float  # on the arcsine scale

    def limits(self, denominator: int, z: float, expected: float | None = None) -> tuple[float, float]:
        """The shares between which a service of this size lies, by chance and by what services differ."""
        return self._around(self.target if expected is None else expected, denominator, z)

    def where(self, point: Point) -> Where:
        for z, beyond in ((Z_998, Where.BEYOND_998), (Z_95, Where.BEYOND_95)):
            low, high = self.limits(point.denominator, z, point.expected)
            if not low <= point.rate <= high:
                return beyond
        return Where.WITHIN

    def ratio(self, point: Point) -> tuple[float, float, float]:
        """Observed over expected with its 95 % interval, as wide as the funnel: `point.expected` must be given."""
        assert point.expected
        low, high = self._around(point.rate, point.denominator, Z_95)
        return point.rate / point.expected, low / point.expected, high / point.expected

    def standardised(self, point: Point) -> float:
        """The share as far from the common target as the point is from what is expected of it, on the arcsine scale.

        So a case mix is drawn in one funnel: this share is beyond the common limits when `where` says so.
        """
        if point.expected is None:
            return point.rate
        angle = _angle(self.target) + _angle(point.rate) - _angle(point.expected)
        return math.sin(min(math.pi / 2, max(0.0, angle))) ** 2

    def _around(self, share: float, denominator: int, z: float) -> tuple[float, float]:
        reach = z * math.sqrt(_error(denominator) ** 2 + self.tau2)
        low, high = max(0.0, _angle(share) - reach), min(math.pi / 2, _angle(share) + reach)
        return math.sin(low) ** 2, math.sin(high) ** 2


def funnel(points: Sequence[Point]) -> Funnel | None:
    """The funnel of these points; None where fewer than five stand on 20 at least. Smaller ones are left out."""
    kept = [point for point in points if point.denominator >= ENOUGH]
    if len(kept) < LEAST_POINTS:
        return None
    target = sum(point.numerator for point in kept) / sum(point.denominator for point in kept)
    weights = [1 / _error(point.denominator) ** 2 for point in kept]
    scores = winsorised([_z(point, target) for point in kept])
    number = len(kept)
    phi = sum(score**2 for score in scores) / number
    total = sum(weights)
    beyond_chance = number * phi - (number - 1)
    tau2 = max(0.0, beyond_chance / (total - sum(weight**2 for weight in weights) / total))
    return Funnel(target, phi, tau2)


def winsorised(values: Sequence[float]) -> list[float]:
    """The values with the outermost tenths drawn in to the tenth and the ninetieth percentile."""
    low, high = (quantile(values, share) for share in WINSORISED)
    return [min(high, max(low, value)) for value in values]


def quantile(values: Sequence[float], share: float) -> float:
    """R's type 7: linear between the order statistics, the first at 0 and the last at 1."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _z(point: Point, target: float) -> float:
    aim = target if point.expected is None else point.expected
    return (_angle(point.rate) - _angle(aim)) / _error(point.denominator)


def _angle(share: float) -> float:
    return math.asin(math.sqrt(share))


def _error(denominator: int) -> float:
    """The standard error of a proportion on the arcsine scale."""
    return 1 / (2 * math.sqrt(denominator))
