"""Counts the measures: runs the statement on any engine and makes the rows of a result, in their order."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any, NamedTuple

from stegvis.outcomes.measures.columns import Columns, branches, columns
from stegvis.outcomes.measures.definition import MEASURES, Measure
from stegvis.outcomes.measures.figures import mean, rate
from stegvis.outcomes.measures.grouping import check_groupings, group_value
from stegvis.outcomes.measures.statement import EVERYTHING, NOTHING, Scope, over_wide_facts, statement

# Any engine's execute-and-fetch: takes SQL without parameters, gives its rows.
Run = Callable[[str], Iterable[Sequence[Any]]]
Group = tuple[str, ...]


class Row(NamedTuple):
    """One figure of one group. `value` is a whole number for counts, else one decimal, or None.

    For a count the numerator is the value and there is no denominator; a median has no numerator.
    """

    group: Group
    measure: str
    numerator: int | None
    denominator: int | None
    value: int | Decimal | None
    missing: int | None


# What one branch counted, by group; the figures of a cell stand as its layout, one of `columns()`, says.
_Layout = Sequence[str]
_Cells = Mapping[Group, Sequence[Any]]


def measure_rows(
    run: Run, by: Sequence[str] = (), scope: Scope = EVERYTHING, kept: Mapping[str, str] = NOTHING
) -> list[Row]:
    """Every measure in every group, in the order of the manual and then by group, bytewise.

    `run` executes one statement over relations named episodes, contacts and scores, shaped as registration
    data set 1: what is unknown is NULL, and text compares bytewise. Raises UnknownGrouping before it runs.
    """
    check_groupings(by)
    return _all_rows(run(statement(by, scope, kept)), by)


def measure_rows_of_facts(run: Run, by: Sequence[str] = ()) -> list[Row]:
    """The same where `run` executes over relations named episode_facts and contact_facts, wide, made before."""
    check_groupings(by)
    return _all_rows(chain.from_iterable(run(sql) for sql in over_wide_facts(by)), by)


def _all_rows(found: Iterable[Sequence[Any]], by: Sequence[str]) -> list[Row]:
    cells = _cells(found, by)
    return [row for measure in MEASURES for row in _rows(measure, *cells[measure.over, measure.period])]


def _cells(found: Iterable[Sequence[Any]], by: Sequence[str]) -> Mapping[tuple[str, str], tuple[_Layout, _Cells]]:
    """What each branch counted, by the facts and the date it counts by; groups in bytewise order.

    Python sorts text by code point, which is the order of its UTF-8 bytes.
    """
    cells: list[dict[Group, Sequence[Any]]] = [{} for _ in branches()]
    for number, *rest in found:
        group = tuple(map(group_value, by, rest))
        if group in cells[number]:
            raise ValueError("Two groups are written alike; what is unknown must be NULL in the tables.")
        cells[number][group] = rest[len(by) :]
    return {
        (branch.over, branch.period): (layout, dict(sorted(counted.items())))
        for branch, layout, counted in zip(branches(), columns(), cells, strict=True)
    }


def _rows(measure: Measure, layout: _Layout, cells: _Cells) -> Iterator[Row]:
    """A row for every group that holds one of the measure's base."""
    of = Columns.of(measure)
    numerator, denominator, base, missing, median = (
        None if sql is None else layout.index(sql)
        for sql in (of.numerator, of.denominator, of.base, of.missing, of.median)
    )
    for group, cell in cells.items():
        if not _at(cell, base):
            continue
        over, under = _at(cell, numerator), _at(cell, denominator)
        value = over if median is None else cell[median]
        if over is not None and under is not None:
            value = mean(over, under) if measure.kind == "mean" else rate(over, under)
        yield Row(group, measure.name, over, under, value, _at(cell, missing))


def _at(cell: Sequence[Any], place: int | None) -> int | None:
    return None if place is None else cell[place]
