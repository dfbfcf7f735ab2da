"""The arithmetic of every printed figure: exact, one decimal, halves away from zero. Knows no data."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_ONE_DECIMAL = Decimal("0.1")


def rate(numerator: int, denominator: int) -> Decimal | None:
    """Percent with one decimal, ROUND_HALF_UP as NHS England publishes; None where the denominator is 0."""
    return mean(100 * numerator, denominator)


@lru_cache(maxsize=65_536)  # a nation's cells are mostly small, and the same few divisions come a million times
def mean(total: int, number: int) -> Decimal | None:
    """The mean with one decimal, ROUND_HALF_UP; None where there is nothing to take it of."""
    if number == 0:
        return None
    return (Decimal(total) / number).quantize(_ONE_DECIMAL, ROUND_HALF_UP)
