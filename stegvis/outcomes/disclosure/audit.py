"""What a table may not show beyond the rule for a row, so that its windows and those of coarser tables stay open.

A window is what must stay possible for a count whatever tables are published: it holds the count and, of a small one,
another value at least. No sum of a table may narrow a window, of its own or of a coarser table. As every sum lies
within one table or between it and one a step coarser, no set of tables narrows any either (docs/adr/0009).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from stegvis.outcomes.disclosure.parts import (
    ALL_OF,
    COMPLEMENTS,
    SHOWN_BY,
    SOME_OF,
    SOME_OF_EVER,
    Counts,
    Group,
    Part,
    part_named,
    parts_of,
)
from stegvis.outcomes.disclosure.rule import ENOUGH, SMALL, told
from stegvis.outcomes.disclosure.sums import UNBOUNDED, Bounds, Narrowed, Sum, Sums
from stegvis.outcomes.disclosure.tables import Names, above, steps
from stegvis.outcomes.measures import MEASURES, mean
from stegvis.outcomes.measures.grouping import PERIODS

Cell = tuple[Part, Names, Group]
Windows = Mapping[Cell, Bounds]
# How many values the window of a large and of a small count has at first, and how many a small one must keep; how
# far a window reaches when it was widened; how often something is done for one count (measured in ADR 0009).
LARGE_WIDTH, SMALL_WIDTH, OPEN_VALUES, REACH, TRIES = 2, 3, 2, 2, 9
CONTACTS = part_named("contacts_per_finished")
_DENOMINATORS = {of["denominator"] for of in (parts_of(each.name) for each in MEASURES) if "denominator" in of}


@dataclass
class Closed:
    """What one table may not show beyond the rule for a row."""

    hidden: set[tuple[Part, Group]] = field(default_factory=set)
    left_out: set[tuple[Part, Group]] = field(default_factory=set)


class Audit:
    """One table beside the windows of those a step coarser. A count of 0 has no place: a reader knows it."""

    def __init__(self, counts: Mapping[Names, Counts], windows: Windows, names: Names) -> None:
        self.counts, self.names, self.closed = counts[names], names, Closed()
        tables = list(dict.fromkeys(steps(names)))
        own, coarse = _cells(counts, [names]), _cells(counts, tables)
        self.cells, self.own = [*own, *coarse], range(len(own))
        self.place = {cell: place for place, cell in enumerate(self.cells)}
        self.true = [counts[table][part][group] for part, table, group in self.cells]
        self.fixed = [windows[cell] for cell in coarse]
        self.widened: set[int] = set()
        self.is_open = False  # whether a window was left that closing did not keep
        found = [of for of in (*self._totals(tables), *self._identities()) if of.holds(self.true)]
        self.sums = Sums(found, len(self.cells), len(own))

    def close(self) -> Windows:
        """Widen windows and close cells until no window is narrowed that closing could keep; the windows."""
        beyond = self._leaks(self.sums.narrow([*map(self._reach, self.own), *self.fixed]))
        tried: Counter[int] = Counter()
        while True:
            found = self.sums.narrow([*map(self._window, self.own), *self.fixed])
            touched: set[int] = set()
            for leak in sorted(self._leaks(found) - beyond):
                if tried[leak] < TRIES:
                    tried[leak] += self._open_near(leak, found, touched)
            if not touched:
                self.is_open = bool(self._leaks(found))
                return {self.cells[place]: (found.least[place], found.most[place]) for place in self.own}

    def _leaks(self, found: Narrowed) -> set[int]:
        """The coarser windows that are narrowed, and the small counts of the table with too few values left."""
        return found.broken | {
            place
            for place in self.own
            if self.true[place] in SMALL and found.most[place] - found.least[place] + 1 < OPEN_VALUES
        }

    def _totals(self, tables: Iterable[Names]) -> Iterator[Sum]:
        for table in tables:
            for part, groups in self.counts.items():
                children: dict[Group, list[int]] = defaultdict(list)
                for group, count in groups.items():
                    if count:
                        children[above(group, self.names, table)].append(self.place[part, self.names, group])
                for whole, places in children.items():
                    yield Sum(self.place[part, table, whole], tuple(places), True)

    def _identities(self) -> Iterator[Sum]:
        ever = () if any(name in PERIODS for name in self.names) else SOME_OF_EVER
        for is_all, identities in ((True, ALL_OF), (False, (*SOME_OF, *ever))):
            for whole, parts in identities:
                for group in self.counts.get(part_named(whole), ()):
                    cells = [(part_named(name), self.names, group) for name in (whole, *parts)]
                    places = [self.place[cell] for cell in cells if cell in self.place]
                    if cells[0] in self.place and len(places) > 1:
                        yield Sum(places[0], tuple(places[1:]), is_all)

    def _reach(self, place: int) -> Bounds:
        return max(0, self.true[place] - REACH), self.true[place] + REACH

    def _window(self, place: int) -> Bounds:
        """The count and those above it, or where its figure would not stay the same, below; widened: on both sides."""
        count, (low, high) = self.true[place], self._told(self.cells[place])
        width = SMALL_WIDTH if count in SMALL else LARGE_WIDTH
        if self.cells[place][0] == CONTACTS and self.counts[part_named("finished")][self.cells[place][2]] >= ENOUGH:
            return count, count
        if place not in self.widened:
            least = max(low, min(count, high - width + 1))
            return least, min(high, least + width - 1)
        if count in SMALL:
            return max(low, min(count - 1, high - width + 1)), min(high, count + REACH)
        return (max(low, count - REACH), count + REACH) if high == UNBOUNDED else (low, high)

    def _told(self, cell: Cell) -> Bounds:
        """What the published figure itself says of a count."""
        part, _, group = cell
        if (part, group) in self.closed.left_out:
            return 0, UNBOUNDED
        if part in COMPLEMENTS:
            return self._told_by_the_rate(part, group)
        if (part, group) in self.closed.hidden:
            return 1, UNBOUNDED
        low, high = self._told_beside_rates(part, self.counts[part][group])
        if part != part_named("finished"):
            return low, high
        least, most = self._told_by_contacts(group)
        return max(low, least), min(high, most)

    def _told_beside_rates(self, part: Part, count: int) -> Bounds:
        """A denominator that is shown as 20: whether anything stands over it tells if it is enough."""
        low, high = told(count)
        if part in _DENOMINATORS and low < ENOUGH <= high:
            return (low, ENOUGH - 1) if count < ENOUGH else (ENOUGH, high)
        return low, high

    def _told_by_contacts(self, group: Group) -> Bounds:
        """Each finished had two contacts at least; with their mean shown, few numbers of finished fit.

        The contacts are then taken as known, for the mean ties the two together more closely than bounds can say.
        """
        finished = self.counts[part_named("finished")][group]
        contacts = self.counts.get(CONTACTS, {}).get(group, UNBOUNDED)
        if finished < ENOUGH or contacts == UNBOUNDED:
            return 0, told(contacts)[1] // 2
        value, half = Fraction(mean(contacts, finished) or 0), Fraction(1, 20)
        return math.ceil(contacts / (value + half)), math.floor(contacts / (value - half))

    def _told_by_the_rate(self, part: Part, group: Group) -> Bounds:
        """A rate that is hidden though both its counts are shown and enough says that the rest is small."""
        rest, of = self.counts[part][group], parts_of(COMPLEMENTS[part])
        counts = [(of[name], group) for name in ("numerator", "denominator")]
        is_closed = any(each in self.closed.hidden or each in self.closed.left_out for each in counts)
        over, under = (self.counts[each][group] for each, _ in counts)
        if is_closed or over in SMALL or under < ENOUGH:
            return 0, UNBOUNDED
        return (SMALL[0], SMALL[-1]) if rest in SMALL else (SMALL[-1] + 1, UNBOUNDED)

    def _open_near(self, leak: int, found: Narrowed, touched: set[int]) -> bool:
        """Widen or close the nearest of the table's cells; whether one was.

        A leak beside a sum `touched` in this round is looked at again after.
        """
        seen, ring = {leak}, [leak]
        while ring:
            numbers = {number for place in ring for number in found.because[place]}
            if numbers & touched:
                return False
            near = {place for number in numbers for place in self.sums.sums[number].places}
            own = [place for place in near | {leak} if place in self.own]
            if self._widen(own) or self._close_one(own):
                touched |= numbers
                return True
            ring = sorted(place for place in near - seen if place in self.own)
            seen |= near
        return False

    def _widen(self, places: Iterable[int]) -> bool:
        """Widen the windows of the large counts, or where all are, of the small ones."""
        narrow = [place for place in places if place not in self.widened]
        large = [place for place in narrow if self.true[place] not in SMALL]
        self.widened.update(large or narrow)
        return bool(narrow)

    def _close_one(self, places: Iterable[int]) -> bool:
        """A shown count by `*`, else a hidden one by leaving its rows out; the one that costs least."""
        found = []
        for place in places:
            part, _, group = self.cells[place]
            if part not in COMPLEMENTS and (part, group) not in self.closed.left_out:
                is_star = self.true[place] in SMALL or (part, group) in self.closed.hidden
                found.append((is_star, SHOWN_BY[part], self.true[place], (part, group)))
        if found:
            is_star, _, _, cell = min(found)
            (self.closed.left_out if is_star else self.closed.hidden).add(cell)
        return bool(found)


def _cells(counts: Mapping[Names, Counts], tables: Iterable[Names]) -> list[Cell]:
    return [
        (part, table, group)
        for table in tables
        for part, groups in counts[table].items()
        for group, count in groups.items()
        if count
    ]
