"""The periods a result page offers: whole months, so that a figure does not move with the day it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

LABELS = {"12": _("Last 12 months"), "year": _("This year"), "last": _("Last year"), "all": _("All time")}


@dataclass(frozen=True)
class Period:
    """Days from first to last, both included; None leaves that side open."""

    code: str
    first: date | None
    last: date | None

    @property
    def label(self) -> str:
        return str(LABELS[self.code])


def period(code: str | None, today: date) -> Period:
    """The period of that name; an unknown name is the last twelve whole months."""
    month = today.replace(day=1)
    if code == "year":
        return Period("year", date(today.year, 1, 1), None)
    if code == "last":
        return Period("last", date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    if code == "all":
        return Period("all", None, None)
    return Period("12", month.replace(year=month.year - 1), month - timedelta(days=1))


def whole_quarters(today: date) -> Period:
    """The last four whole quarters: the one table that readers without persons see."""
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return Period("12", start.replace(year=start.year - 1), start - timedelta(days=1))
