"""A figure of a result in short words, for tables of every portal. Counts nothing."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.outcomes.queries.publication import PublicResults
from stegvis.outcomes.queries.results import Figure
from stegvis.portals.wording import NOTHING, figure, percent

# What a team shows everybody, in everyday words; the measure's own sentence is the exact one.
PLAIN = {
    "started": gettext_lazy("People who began treatment"),
    "finished": gettext_lazy("People who finished, after two treatment contacts or more"),
    "recovery": gettext_lazy("Had marked trouble at the start and little at the end"),
    "reliable_improvement": gettext_lazy("Surely better than at the start"),
    "no_reliable_change": gettext_lazy("About the same as at the start"),
    "reliable_deterioration": gettext_lazy("Surely worse than at the start"),
    "off_sick_pay": gettext_lazy("Had sick pay at the start and none at the end"),
    "paired": gettext_lazy("Answered our questions both first and last"),
    "wait_assessment": gettext_lazy("Wait for the first talk; half waited shorter, half longer"),
    "wait_treatment": gettext_lazy("Wait for treatment to begin; half waited shorter, half longer"),
}


def plain_rows(results: PublicResults) -> list[tuple[str, str, tuple[str, str, str, str]]]:
    """For the table that everybody sees: everyday words, the exact sentence, the cells."""
    return [(str(PLAIN.get(one.name, one.title)), one.sentence, figure_cells(one)) for one in results.figures]


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
    if kind == "median":
        # Half days occur where the middle lies between two people.
        return _("%(days)s days") % {"days": figure(value if value % 1 else int(value))}
    return figure(value)


def _count(count: int | str | None) -> str:
    if count is None:
        return ""
    return _("hidden") if isinstance(count, str) else figure(count)
