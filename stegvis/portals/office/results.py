"""What the result page says: five headline figures, the sentence on top, the months, and every measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from stegvis.outcomes.queries.results import Figure
from stegvis.portals import pictures
from stegvis.portals.wording import figure as written
from stegvis.portals.wording import percent

HEADLINES = ("wait_assessment", "recovery", "reliable_improvement", "reliable_deterioration", "off_sick_pay")
MONTHS = 18


@dataclass(frozen=True)
class Told:
    """A figure as words for the page."""

    figure: Figure
    value: str

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Numerator, denominator and missing, each with its word; what the measure has not is left out."""
        of = self.figure
        named = (
            (_("Counted"), of.numerator if of.kind != "count" else None),
            (_("Out of"), of.denominator),
            (_("Missing"), of.missing),
        )
        return [(word, _number(value)) for word, value in named if value is not None]


def result_page(figures: Sequence[Figure], months: Sequence[Figure]) -> dict[str, Any]:
    told = {one.name: Told(one, value_words(one)) for one in figures}
    return {
        "finding": finding(told.get("reliable_improvement")),
        "headlines": [told[name] for name in HEADLINES if name in told],
        "told": list(told.values()),
        "finished": told.get("finished"),
        "paired": told.get("paired"),
        "waits": _wait_chart(months),
        "edition": figures[0].edition if figures else None,
    }


def finding(improvement: Told | None) -> str:
    """The heading: what the figures say, or that there are too few to say anything."""
    if improvement is None or not isinstance(improvement.figure.value, Decimal):
        return _("Too few have finished to say how it goes")
    return _("%(share)s of those who finished are reliably better") % {"share": improvement.value}


def value_words(one: Figure) -> str:
    if one.value is None:
        return "–"
    if isinstance(one.value, str):
        return _("Hidden (fewer than 8, or too few in all)")
    if one.kind == "rate":
        # Published rates are whole; the others have one decimal.
        is_whole = isinstance(one.value, Decimal) and one.value.as_tuple().exponent == 0
        return percent(one.value, 0 if is_whole else 1)
    if one.kind == "median":
        return _("%(days)s days") % {"days": written(one.value)}
    return written(one.value)


def _number(value: int | str) -> str:
    return _("1 to 7") if isinstance(value, str) else written(value)


def _wait_chart(months: Sequence[Figure]) -> str:
    waits = [one for one in months if one.name == "wait_assessment" and one.group[0]][-MONTHS:]
    if len(waits) < 2:
        return ""
    points = [
        (date.fromisoformat(f"{one.group[0]}-01"), one.value if isinstance(one.value, Decimal) else None)
        for one in waits
    ]
    return pictures.run_chart(
        title=_("Days from referral to assessment, median per month"), points=points, unit=_("days"), key="waits"
    )
