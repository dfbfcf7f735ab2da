"""The rule for a row (MEASURES.md, --publish): small counts hidden, the rest to the nearest 5. Knows no other row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from stegvis.outcomes.measures import Row, measure

SMALL = range(1, 8)
ENOUGH = 20
HIDDEN = "*"


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


def told(count: int) -> tuple[int, int]:
    """The least and the most of the counts that are shown as this one is."""
    rounded = (count + 2) // 5 * 5
    return (SMALL[0], SMALL[-1]) if count in SMALL else (rounded - 2, rounded + 2)
