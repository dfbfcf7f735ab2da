"""A figure of a result in short words, for tables of every portal. Counts nothing."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from stegvis.outcomes.queries.results import Figure
from stegvis.portals.wording import NOTHING, figure, percent


def figure_cells(one: Figure | None) -> tuple[str, str, str, str]:
    """Value, counted, out of, missing; empty where the measure has none, and "hidden" where it is not shown."""
    if one is None:
        return NOTHING, "", "", ""
    value = _("hidden") if isinstance(one.value, str) else value_words(one.value, one.kind)
    counts = (one.numerator if one.kind != "count" else None, one.denominator, one.missing)
    over, under, missing = (_count(each) for each in counts)
    return value, over, under, missing


def value_words(value: Decimal | int | None, kind: str) -> str:
    """A value that is shown: a share as true or as whole per cent, a median in days, a count or a mean."""
    if value is None:
        return NOTHING
    if kind == "rate":
        # Published rates are whole; the others have one decimal.
        is_whole = isinstance(value, Decimal) and value.as_tuple().exponent == 0
        return percent(value, 0 if is_whole else 1)
    return _("%(days)s days") % {"days": figure(value)} if kind == "median" else figure(value)


def _count(count: int | str | None) -> str:
    if count is None:
        return ""
    return _("hidden") if isinstance(count, str) else figure(count)
