"""Disclosure control: what a reader without persons may see of a row, and of a whole table (MEASURES.md, --publish).

Owns the rule for a row and the audit of a table beside all others of its data set (docs/adr/0009). Counts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from stegvis.outcomes.disclosure.audit import Audit, Cell, Closed
from stegvis.outcomes.disclosure.parts import Counts, Group, counted, part_named, parts_of
from stegvis.outcomes.disclosure.rule import ENOUGH, HIDDEN, SMALL, Published, published, shown
from stegvis.outcomes.disclosure.sums import Bounds
from stegvis.outcomes.disclosure.tables import Names, coarser, essential, summed
from stegvis.outcomes.measures import Row

__all__ = ["ENOUGH", "HIDDEN", "SMALL", "Published", "published", "published_set", "shown"]

FINISHED = part_named("finished")
_FIGURES = ("numerator", "denominator", "value", "missing")


def published_set(rows: Sequence[Row], by: Sequence[str]) -> list[Published]:
    """All rows of one table grouped `by`, safe beside the other tables of the same data set.

    Each row follows `published`. Where that would tell more of a count than its window, a further count becomes `*`;
    where only the number of hidden rows tells, the row is left out. A coarser table is never changed by what
    a finer one would tell, so the answer is the same whatever was published before.
    """
    names = essential(by)
    places = [by.index(name) for name in names]
    groups = {row.group: tuple(row.group[place] for place in places) for row in rows}
    closed = _close(counted(row._replace(group=groups[row.group]) for row in rows), names)
    return list(filter(None, (_with(row, closed, groups[row.group]) for row in rows)))


def _close(counts: Counts, names: Names) -> Closed:
    """What a table has to close, given the windows of the coarser ones, each closed in its turn.

    Fewer than 20 finished are sometimes tied so closely that closing keeps no windows open, in this table or a coarser
    one of it: then nothing of those who ended is in it. No rate of theirs could be shown anyway.
    """
    tables, windows, is_open = coarser(names), dict[Cell, Bounds](), False
    sums = {table: summed(counts, names, table) for table in tables}
    for each in tables:
        audit = Audit(sums, windows, each)
        windows.update(audit.close())
        is_open = is_open or audit.is_open
    if is_open and sums[()].get(FINISHED, {}).get((), 0) < ENOUGH:
        ended = [part for part in counts if part[0] == FINISHED[0]]
        audit.closed.left_out.update((part, group) for part in ended for group in counts[part])
    return audit.closed


def _with(row: Row, closed: Closed, group: Group) -> Published | None:
    """The row by the rule, less what the audit closed; None where it is left out."""
    cells = {column: (part, group) for column, part in parts_of(row.measure).items()}
    if closed.left_out.intersection(cells.values()):
        return None
    shut = {column for column, cell in cells.items() if cell in closed.hidden}
    by_rule = published(row)
    if shut & {"numerator", "denominator"} and by_rule.value is not None:
        shut.add("value")
    return Published(row.group, row.measure, *(HIDDEN if each in shut else getattr(by_rule, each) for each in _FIGURES))
