"""Cells that add up, and how far bounds of some narrow the others. Knows neither tables nor measures."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

UNBOUNDED = 10**12
Bounds = tuple[int, int]


@dataclass(frozen=True)
class Sum:
    """Cells that add up to a whole, or to no more than it; by their places."""

    whole: int
    parts: tuple[int, ...]
    is_all: bool

    @property
    def places(self) -> tuple[int, ...]:
        return (self.whole, *self.parts)

    def holds(self, true: Sequence[int]) -> bool:
        """Bounds that do not hold the truth would be narrowed for ever."""
        rest = true[self.whole] - sum(true[place] for place in self.parts)
        return rest == 0 or (rest > 0 and not self.is_all)

    def tighten(self, least: list[int], most: list[int]) -> list[int]:
        """Narrow the bounds of its cells by each other; the places that moved."""
        low, high = sum(least[place] for place in self.parts), sum(most[place] for place in self.parts)
        bounds = [(self.whole, low, high if self.is_all else UNBOUNDED)]
        for place in self.parts:
            from_below = least[self.whole] - (high - most[place]) if self.is_all else 0
            bounds.append((place, from_below, most[self.whole] - (low - least[place])))
        moved = []
        for place, lowest, highest in bounds:
            if lowest > least[place] or highest < most[place]:
                least[place], most[place] = max(lowest, least[place]), min(highest, most[place])
                moved.append(place)
        return moved


@dataclass(frozen=True)
class Narrowed:
    """What is left of the bounds, the sums that narrowed each cell, and the fixed cells that would be narrowed."""

    least: list[int]
    most: list[int]
    because: list[set[int]]
    broken: set[int]


class Sums:
    """All sums over the same cells. Those from the place `fixed` on keep their bounds: they belong to other tables."""

    def __init__(self, sums: Sequence[Sum], cells: int, fixed: int) -> None:
        self.sums, self.cells, self.fixed = sums, cells, fixed
        self.of: list[list[int]] = [[] for _ in range(cells)]
        for number, each in enumerate(sums):
            for place in each.places:
                self.of[place].append(number)

    def narrow(self, bounds: Sequence[Bounds]) -> Narrowed:
        """Bounds are passed along the sums until nothing moves."""
        least, most = [low for low, _ in bounds], [high for _, high in bounds]
        found = Narrowed(least, most, [set() for _ in range(self.cells)], set())
        waiting, is_waiting = deque(range(len(self.sums))), [True] * len(self.sums)
        while waiting:
            number = waiting.popleft()
            is_waiting[number] = False
            for moved in self.sums[number].tighten(least, most):
                found.because[moved].add(number)
                if moved >= self.fixed:
                    found.broken.add(moved)
                    least[moved], most[moved] = bounds[moved]
                    continue
                for other in self.of[moved]:
                    if not is_waiting[other]:
                        is_waiting[other] = True
                        waiting.append(other)
        return found
