"""Which tables are coarser than one, and how its groups lie in theirs. Counts nothing but sums of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from stegvis.outcomes.disclosure.parts import Counts, Group, Part

Names = tuple[str, ...]
_LONGER = {"month": "quarter", "quarter": "year"}


def essential(by: Sequence[str]) -> Names:
    """The groupings in one order, without a period that a shorter one implies: the same table, however asked."""
    return tuple(sorted(name for name in by if not any(name in _ladder(other)[1:] for other in by)))


def _ladder(name: str) -> list[str]:
    """The grouping and, of a period, the longer ones: month, quarter, year."""
    return [name, *(_ladder(_LONGER[name]) if name in _LONGER else [])]


@cache
def coarser(names: Names) -> tuple[Names, ...]:
    """Every table whose rows are sums of this one's, coarse before fine, itself last."""
    ladders = [[*_ladder(name), ""] for name in names]
    tables = [tuple(name for name in found if name) for found in product(*ladders)]
    return tuple(reversed(tables))


def steps(names: Names) -> Iterator[Names]:
    """The tables one step above: one grouping dropped, or one period made longer."""
    for place, name in enumerate(names):
        yield (*names[:place], *([_LONGER[name]] if name in _LONGER else []), *names[place + 1 :])


def above(group: Group, names: Names, to: Names) -> Group:
    """The group of a coarser table that a group lies in."""
    values = {step: _longer(value, step) for name, value in zip(names, group, strict=True) for step in _ladder(name)}
    return tuple(values[name] for name in to)


def _longer(value: str, step: str) -> str:
    """A period as a word of the longer one: 2024-05 is in 2024-Q2 and in 2024. Anything else is itself."""
    is_month = step == "quarter" and "Q" not in value
    return value[:4] if step == "year" else f"{value[:4]}-Q{(int(value[5:]) + 2) // 3}" if is_month else value


def summed(counts: Counts, names: Names, to: Names) -> Counts:
    """The counts of a coarser table."""
    found: dict[Part, dict[Group, int]] = {part: defaultdict(int) for part in counts}
    lies_in = {group: above(group, names, to) for groups in counts.values() for group in groups}
    for part, groups in counts.items():
        for group, count in groups.items():
            found[part][lies_in[group]] += count
    return found
