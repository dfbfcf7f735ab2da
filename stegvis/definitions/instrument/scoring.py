"""The closed set of ways to score: a sum or a mean, and what a missing item does.

An instrument file names a verb and never holds an expression.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Verb = Literal["sum", "mean"]


@dataclass(frozen=True)
class Scoring:
    """`may_miss`: how many scored items may be empty; one more, and there is no score.

    Only a mean may miss any: a sum over fewer items is another quantity, and nothing is imputed silently.
    """

    verb: Verb
    decimals: int
    may_miss: int


def total(scoring: Scoring, values: Sequence[int | None]) -> Decimal | None:
    """The score of the scored values, rounded half up to the instrument's decimals, or None."""
    answered = [value for value in values if value is not None]
    if not answered or len(values) - len(answered) > scoring.may_miss:
        return None
    score = Decimal(sum(answered))
    if scoring.verb == "mean":
        score /= len(answered)
    return score.quantize(Decimal(1).scaleb(-scoring.decimals), rounding=ROUND_HALF_UP)
