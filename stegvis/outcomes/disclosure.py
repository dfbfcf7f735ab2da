"""Disclosure control: what a reader without persons may see of a row, and of a whole table (MEASURES.md, --publish).

Owns the rule for a row and the audit of a table against its own totals (docs/adr/0009). Counts nothing itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from itertools import product

from stegvis.outcomes.measures import MEASURES, Row, mean, measure
from stegvis.outcomes.measures.columns import Columns
from stegvis.outcomes.measures.grouping import PERIODS

SMALL = range(1, 8)
ENOUGH = 20
HIDDEN = "*"
UNBOUNDED = 10**12
# Values that must stay possible for a small count, and how often something is closed for the last of them (ADR 0009).
OPEN_VALUES, TRIES = 3, 3
_FIGURES = ("numerator", "denominator", "value", "missing")


@dataclass(frozen=True)
class Published:
    """A row as it may be shown: counts rounded to 5, small ones hidden, rates as whole percent."""

    group: tuple[str, ...]
    measure: str
    numerator: int | str | None
    denominator: int | str | None
    value: int | Decimal | str | None
    missing: int | str | None


def published(row: Row) -> Published:
    """The row under the rule: 1-7 become `*`, others the nearest 5, a rate only over 20 and between the small."""
    return Published(
        row.group, row.measure, shown(row.numerator), shown(row.denominator), _value(row), shown(row.missing)
    )


def shown(count: int | None) -> int | str | None:
    """A count under the rule: hidden from 1 to 7, else rounded to the nearest 5; 0 stays 0."""
    rounded = None if count is None else (count + 2) // 5 * 5
    return HIDDEN if count in SMALL else rounded


def _value(row: Row) -> int | Decimal | str | None:
    kind = measure(row.measure).kind
    if kind == "count":
        return shown(row.numerator)
    if row.value is None:
        return None
    if row.denominator is None or row.denominator < ENOUGH:
        return HIDDEN
    if kind != "rate":
        return row.value
    assert row.numerator is not None
    if row.numerator in SMALL or row.denominator - row.numerator in SMALL:
        return HIDDEN
    over, under = Decimal(shown(row.numerator) or 0), Decimal(shown(row.denominator) or 0)
    return (100 * over / under).quantize(Decimal(1), ROUND_HALF_UP)


def published_set(rows: Sequence[Row], by: Sequence[str]) -> list[Published]:
    """All rows of one table grouped `by`, safe beside every coarser table of the same data set.

    Each row follows `published`. Where that would let a small number be computed, a further count becomes `*`;
    where only the number of hidden rows tells, the row is left out. A coarser table is never changed by what
    a finer one would tell, so the answer is the same whatever was published before.
    """
    names = _essential(by)
    places = [by.index(name) for name in names]
    groups = {row.group: tuple(row.group[place] for place in places) for row in rows}
    closed = _close(_counted(row._replace(group=groups[row.group]) for row in rows), names)
    return list(filter(None, (_with(row, closed, groups[row.group]) for row in rows)))


def _essential(by: Sequence[str]) -> Names:
    """The groupings in one order, without a period that a shorter one implies: the same table, however asked."""
    return tuple(sorted(name for name in by if not any(name in _ladder(other)[1:] for other in by)))


def _with(row: Row, closed: Closed, group: Group) -> Published | None:
    """The row by the rule, less what the audit closed; None where it is left out."""
    cells = {column: (part, group) for column, part in _parts(row.measure).items()}
    if closed.left_out.intersection(cells.values()):
        return None
    shut = {column for column, cell in cells.items() if cell in closed.hidden}
    by_rule = published(row)
    if shut & {"numerator", "denominator"} and by_rule.value is not None:
        shut.add("value")
    return Published(row.group, row.measure, *(HIDDEN if each in shut else getattr(by_rule, each) for each in _FIGURES))


# What is counted, whichever measure shows it: the date it goes by and its SQL. Two measures over the same
# people share the part, so it is hidden in both or in neither.
Part = tuple[str, str]
Group = tuple[str, ...]
Names = tuple[str, ...]
Cell = tuple[Part, Names, Group]
Counts = Mapping[Part, Mapping[Group, int]]


@cache
def _parts(name: str) -> Mapping[str, Part]:
    """The parts of a measure by the column they stand in; a rate has its complement too."""
    of, sql = measure(name), Columns.of(measure(name))
    texts = {"numerator": sql.numerator, "denominator": sql.denominator, "missing": sql.missing}
    parts = {column: (of.over + of.period, text) for column, text in texts.items() if text}
    if of.kind == "rate":
        parts["complement"] = (of.over + of.period, f"complement of {of.name}")
    return parts


# How many rows of a group show a part: what is lost where it is left out.
_SHOWN_BY = Counter(part for each in MEASURES for part in set(_parts(each.name).values()))
_COMPLEMENTS = {_parts(each.name)["complement"]: each.name for each in MEASURES if each.kind == "rate"}


def _part(written: str) -> Part:
    name, _, column = written.partition(".")
    return _parts(name)[column or "numerator"]


# What the measures are to each other: the parts on the left are all of the whole, or some of it.
ALL_OF = (
    *((f"{each.name}.denominator", (each.name, f"{each.name}.complement")) for each in MEASURES if each.kind == "rate"),
    ("dropped_out.denominator", ("finished", "treated_once")),
    ("finished", ("paired", "paired.missing")),
)
SOME_OF = (
    ("paired", ("reliable_improvement", "reliable_deterioration", "no_reliable_change")),
    ("case_at_start", ("recovery",)),
    ("paired", ("recovery",)),
    ("recovery.denominator", ("case_at_start",)),
    ("finished", ("recovery.denominator",)),
    ("recovery", ("reliable_recovery",)),
    ("reliable_improvement", ("reliable_recovery",)),
    ("finished", ("off_sick_pay.denominator",)),
    ("finished", ("off_sick_pay", "off_sick_pay.missing")),
    ("waited_18_weeks", ("waited_6_weeks",)),
)
# These go by different dates, so they hold only where time is no grouping, and the rows are not of a period alone.
SOME_OF_EVER = (("started", ("dropped_out.denominator",)), ("referrals", ("started",)))


def _counted(rows: Iterable[Row]) -> Counts:
    """Every part of every row, and the complements of rates; what has no row is none."""
    counts: dict[Part, dict[Group, int]] = defaultdict(dict)
    for row in rows:
        for column, part in _parts(row.measure).items():
            rest = (row.denominator or 0) - (row.numerator or 0)
            counts[part][row.group] = rest if column == "complement" else getattr(row, column)
    return counts


@dataclass
class Closed:
    """What one table may not show beyond the rule for a row."""

    hidden: set[tuple[Part, Group]] = field(default_factory=set)
    left_out: set[tuple[Part, Group]] = field(default_factory=set)


_LONGER = {"month": "quarter", "quarter": "year"}


def _ladder(name: str) -> list[str]:
    """The grouping and, of a period, the longer ones: month, quarter, year."""
    return [name, *(_ladder(_LONGER[name]) if name in _LONGER else [])]


@cache
def coarser(names: Names) -> tuple[Names, ...]:
    """Every table whose rows are sums of this one's, coarse before fine, itself last."""
    ladders = [[*_ladder(name), ""] for name in names]
    tables = [tuple(name for name in found if name) for found in product(*ladders)]
    return tuple(reversed(tables))


def _steps(names: Names) -> Iterator[Names]:
    """The tables one step above: one grouping dropped, or one period made longer."""
    for place, name in enumerate(names):
        yield (*names[:place], *([_LONGER[name]] if name in _LONGER else []), *names[place + 1 :])


def _above(group: Group, names: Names, to: Names) -> Group:
    """The group of a coarser table that a group lies in."""
    values = {step: _longer(value, step) for name, value in zip(names, group, strict=True) for step in _ladder(name)}
    return tuple(values[name] for name in to)


def _longer(value: str, step: str) -> str:
    """A period as a word of the longer one: 2024-05 is in 2024-Q2 and in 2024. Anything else is itself."""
    is_month = step == "quarter" and "Q" not in value
    return value[:4] if step == "year" else f"{value[:4]}-Q{(int(value[5:]) + 2) // 3}" if is_month else value


def _close(counts: Counts, names: Names) -> Closed:
    """What a table has to close, given the coarser ones, each closed in its turn, coarse before fine."""
    tables, closed = coarser(names), dict[Names, Closed]()
    summed = {table: _summed(counts, names, table) for table in tables}
    for each in tables:
        closed[each] = Closed()
        _Audit({table: summed[table] for table in coarser(each)}, closed, each).close()
    return closed[names]


def _summed(counts: Counts, names: Names, to: Names) -> Counts:
    summed: dict[Part, dict[Group, int]] = {part: defaultdict(int) for part in counts}
    above = {group: _above(group, names, to) for groups in counts.values() for group in groups}
    for part, groups in counts.items():
        for group, count in groups.items():
            summed[part][above[group]] += count
    return summed


@dataclass(frozen=True)
class _Sum:
    """Cells that add up to a whole, or to no more than it; by their places."""

    whole: int
    parts: tuple[int, ...]
    is_all: bool

    def holds(self, true: Sequence[int]) -> bool:
        """Bounds that do not hold the truth would be narrowed for ever."""
        rest = true[self.whole] - sum(true[place] for place in self.parts)
        return rest == 0 or (rest > 0 and not self.is_all)


class _Audit:
    """What a reader of these tables can narrow every count to, and what the last table closes against it.

    A count that is 0 has no place here: a reader knows it, and it adds nothing.
    """

    def __init__(self, counts: Mapping[Names, Counts], closed: Mapping[Names, Closed], names: Names) -> None:
        self.counts, self.closed, self.names = counts, closed, names
        self.cells: list[Cell] = [
            (part, table, group)
            for table, parts in counts.items()
            for part, groups in parts.items()
            for group, count in groups.items()
            if count
        ]
        self.place = {cell: place for place, cell in enumerate(self.cells)}
        self.true = [counts[table][part][group] for part, table, group in self.cells]
        self.sums = [of for of in (*self._totals(), *self._identities()) if of.holds(self.true)]
        self.sums_of: list[list[int]] = [[] for _ in self.cells]
        for number, each in enumerate(self.sums):
            for place in (each.whole, *each.parts):
                self.sums_of[place].append(number)

    def close(self) -> None:
        """Close cells of the last table until each small count has values enough, or none of them would help."""
        beyond = self._narrow(without=self.names)[0]
        tried: Counter[int] = Counter()
        while True:
            leaks, because = self._narrow()
            touched: set[int] = set()
            for leak in sorted(leaks.keys() - beyond.keys()):
                if leaks[leak] == 1 or tried[leak] < TRIES:
                    tried[leak] += self._close_near(leak, because, touched)
            if not touched:
                return

    def _totals(self) -> Iterator[_Sum]:
        for table, parts in self.counts.items():
            for above in _steps(table):
                for part, groups in parts.items():
                    children: dict[Group, list[int]] = defaultdict(list)
                    for group, count in groups.items():
                        if count:
                            children[_above(group, table, above)].append(self.place[part, table, group])
                    for whole, places in children.items():
                        yield _Sum(self.place[part, above, whole], tuple(places), True)

    def _identities(self) -> Iterator[_Sum]:
        for table in self.counts:
            ever = () if any(name in PERIODS for name in table) else SOME_OF_EVER
            for is_all, identities in ((True, ALL_OF), (False, (*SOME_OF, *ever))):
                for whole, parts in identities:
                    for group in self.counts[table].get(_part(whole), ()):
                        cells = [(_part(name), table, group) for name in parts]
                        places = tuple(self.place[cell] for cell in cells if cell in self.place)
                        if places:
                            yield _Sum(self.place[_part(whole), table, group], places, is_all)

    def _narrow(self, without: Names | None = None) -> tuple[dict[int, int], list[set[int]]]:
        """Small counts with too few values left to a reader of all tables, or of all `without` one: how many are.

        And for each count the sums that narrowed it: bounds are passed along until nothing moves.
        """
        because: list[set[int]] = [set() for _ in self.cells]
        bounds = [(0, UNBOUNDED) if cell[1] == without else self._told(cell) for cell in self.cells]
        least, most = [low for low, _ in bounds], [high for _, high in bounds]
        waiting, is_waiting = deque(range(len(self.sums))), [True] * len(self.sums)
        while waiting:
            number = waiting.popleft()
            is_waiting[number] = False
            for moved in _tighten(self.sums[number], least, most):
                because[moved].add(number)
                for other in self.sums_of[moved]:
                    if not is_waiting[other]:
                        is_waiting[other] = True
                        waiting.append(other)
        left = {place: most[place] - least[place] + 1 for place, true in enumerate(self.true) if true in SMALL}
        return {place: values for place, values in left.items() if values < OPEN_VALUES}, because

    def _told(self, cell: Cell) -> tuple[int, int]:
        """What the published figure itself says of a count."""
        part, table, group = cell
        count, closed = self.counts[table][part][group], self.closed[table]
        if (part, group) in closed.left_out:
            return 0, UNBOUNDED
        if part in _COMPLEMENTS:
            return self._told_by_the_rate(cell, count)
        if (part, group) in closed.hidden:
            return 1, UNBOUNDED
        if part == _part("finished"):
            return self._told_by_contacts(table, group, count)
        return _by_rule(count)

    def _told_by_contacts(self, table: Names, group: Group, finished: int) -> tuple[int, int]:
        """Each finished had two contacts at least; with their mean shown, few numbers of finished fit."""
        contacts = self.counts[table].get(_part("contacts_per_finished"), {}).get(group, UNBOUNDED)
        (low, high), (least, most) = _by_rule(finished), _by_rule(contacts)
        if finished < ENOUGH or contacts == UNBOUNDED:
            return low, min(high, most // 2)
        value, half = Fraction(mean(contacts, finished) or 0), Fraction(1, 20)
        return max(low, math.ceil(least / (value + half))), min(high, math.floor(most / (value - half)))

    def _told_by_the_rate(self, cell: Cell, count: int) -> tuple[int, int]:
        """A rate that is hidden though both its counts are shown and enough says that the rest is small."""
        part, table, group = cell
        of = _parts(_COMPLEMENTS[part])
        closed, counts = self.closed[table], self.counts[table]
        open_ = not closed.hidden & {(of["numerator"], group), (of["denominator"], group)}
        is_shown = counts[of["numerator"]][group] not in SMALL and counts[of["denominator"]][group] >= ENOUGH
        return (SMALL[0], SMALL[-1]) if open_ and is_shown and count in SMALL else (0, UNBOUNDED)

    def _close_near(self, leak: int, because: Sequence[set[int]], touched: set[int]) -> bool:
        """Close the nearest cell of the last table: a shown count by `*`, else a hidden one by leaving it out.

        Whether one was. A leak beside a sum `touched` in this round is looked at again after.
        """
        seen, ring = {leak}, [leak]
        while ring:
            numbers = {number for place in ring for number in because[place]}
            if numbers & touched:
                return False
            near = {place for number in numbers for place in (self.sums[number].whole, *self.sums[number].parts)}
            if self._close_smallest(near | {leak}):
                touched |= numbers
                return True
            ring = sorted(near - seen)
            seen |= near
        return False

    def _close_smallest(self, places: Iterable[int]) -> bool:
        closed, found = self.closed[self.names], []
        for place in places:
            part, table, group = self.cells[place]
            if table == self.names and part not in _COMPLEMENTS and (part, group) not in closed.left_out:
                is_star = self.true[place] in SMALL or (part, group) in closed.hidden
                found.append((is_star, _SHOWN_BY[part] if is_star else 0, self.true[place], (part, group)))
        if found:
            is_star, _, _, cell = min(found)
            (closed.left_out if is_star else closed.hidden).add(cell)
        return bool(found)


def _by_rule(count: int) -> tuple[int, int]:
    """The least and the most of the counts that are shown as this one is."""
    rounded = (count + 2) // 5 * 5
    return (SMALL[0], SMALL[-1]) if count in SMALL else (rounded - 2, rounded + 2)


def _tighten(of: _Sum, least: list[int], most: list[int]) -> list[int]:
    """Narrow the bounds of one sum by each other; the places that moved."""
    low, high = sum(least[place] for place in of.parts), sum(most[place] for place in of.parts)
    bounds = [(of.whole, low, high if of.is_all else UNBOUNDED)]
    for place in of.parts:
        from_below = least[of.whole] - (high - most[place]) if of.is_all else 0
        bounds.append((place, from_below, most[of.whole] - (low - least[place])))
    moved = []
    for place, lowest, highest in bounds:
        if lowest > least[place] or highest < most[place]:
            least[place], most[place] = max(lowest, least[place]), min(highest, most[place])
            moved.append(place)
    return moved
