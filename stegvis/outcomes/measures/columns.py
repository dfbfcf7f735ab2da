"""The aggregates that each measure needs, and which of them one SELECT can count together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stegvis.definitions.registration import EPISODES
from stegvis.outcomes.measures.definition import MEASURES, Measure, Over

TENTHS = "DECIMAL(12, 1)"
_VALUE = re.compile(r"CASE WHEN .* END")


@dataclass(frozen=True)
class Columns:
    """The SQL of one measure's aggregates; a branch holds each text once, whoever needs it."""

    numerator: str | None
    denominator: str | None
    base: str
    missing: str | None
    median: str | None

    @classmethod
    def of(cls, measure: Measure) -> "Columns":
        return cls(
            numerator=_numerator(measure),
            denominator=measure.denominator and _count(measure.denominator),
            base=_count(measure.base),
            missing=measure.missing and _count(measure.missing),
            median=_median(measure) if measure.kind == "median" else None,
        )


@dataclass(frozen=True)
class Branch:
    """The measures that one SELECT counts together: those over the same facts and by the same date."""

    over: Over
    period: str
    measures: tuple[Measure, ...]

    @property
    def medians(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(of.median for of in map(Columns.of, self.measures) if of.median))

    @property
    def counts(self) -> tuple[str, ...]:
        parts = [(of.numerator, of.denominator, of.base, of.missing) for of in map(Columns.of, self.measures)]
        return tuple(dict.fromkeys(part for four in parts for part in four if part))


def _numerator(measure: Measure) -> str | None:
    if measure.kind == "count":
        return _count(measure.numerator)
    if measure.kind == "rate":
        return _count(f"({measure.denominator}) AND ({measure.numerator})")
    if measure.kind == "mean":
        return f"CAST(SUM(CASE WHEN {measure.denominator} THEN {measure.numerator} END) AS BIGINT)"
    return None


def _median(measure: Measure) -> str:
    # Of whole numbers the 50 % point is whole or a half: exact in every engine's floating point too.
    value = f"CASE WHEN {measure.denominator} THEN {measure.numerator} END"
    return f"CAST(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY {value}) AS {TENTHS})"


def _count(condition: str) -> str:
    return f"COUNT(CASE WHEN {condition} THEN 1 END)"


@cache
def branches() -> tuple[Branch, ...]:
    """Every branch of the statement; the first column of a row is its place here."""
    found: dict[tuple[Over, str], list[Measure]] = {}
    for each in MEASURES:
        found.setdefault((each.over, each.period), []).append(each)
    return tuple(Branch(over, period, tuple(measures)) for (over, period), measures in found.items())


@cache
def columns() -> tuple[tuple[str, ...], ...]:
    """What stands after the groups in a row of each branch: its medians, then its counts, filled up alike."""
    medians = max(len(branch.medians) for branch in branches())
    counts = max(len(branch.counts) for branch in branches())
    return tuple(
        (*_filled(branch.medians, TENTHS, medians), *_filled(branch.counts, "BIGINT", counts)) for branch in branches()
    )


@cache
def values(over: Over) -> Mapping[str, str]:
    """What the aggregates over these facts take of one row, as SQL, and its name where it is kept as a column."""
    texts = [text for branch in branches() if branch.over == over for text in (*branch.medians, *branch.counts)]
    found = dict.fromkeys(_VALUE.findall("\n".join(texts)))
    return {value: f"value_{number}" for number, value in enumerate(found, 1)}


def kept(column: str, over: Over) -> str:
    """The same aggregate where each row's value is kept."""
    return _VALUE.sub(lambda found: values(over)[found[0]], column)


def episode_columns(by: Sequence[str]) -> list[str]:
    """The columns of the data set's episodes that the measures read, or these groupings, in the set's order."""
    return [name for name in EPISODES if name in by or name in _words()]


@cache
def _words() -> frozenset[str]:
    over = [branch for branch in branches() if branch.over == "episodes"]
    texts = [text for branch in over for text in (branch.period, *branch.medians, *branch.counts)]
    return frozenset(re.findall(r"\w+", " ".join(texts)))


def _filled(columns: Sequence[str], kind: str, width: int) -> list[str]:
    return [*columns, *[f"CAST(NULL AS {kind})"] * (width - len(columns))]
