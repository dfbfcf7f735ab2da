"""Disclosure control of one figure: what a reader without persons may see of it (MEASURES.md, --publish).

Owns the rule for a row. That a set of tables cannot be set against itself (complements, months) is not done
here yet, so nothing is published from this file alone: it serves one fixed table of whole quarters.
"""

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
    if count is None:
        return None
    return HIDDEN if count in SMALL else (count + 2) // 5 * 5


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
    over, under = shown(row.numerator), shown(row.denominator)
    assert isinstance(over, int)
    assert isinstance(under, int)
    return (Decimal(100 * over) / under).quantize(Decimal(1), ROUND_HALF_UP)
