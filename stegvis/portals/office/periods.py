"""The periods a result page offers: whole months, so that a figure does not move with the day it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from stegvis.outcomes.queries.yearly import last_span

STEP_LABELS = {"month": _("By month"), "quarter": _("By quarter"), "year": _("By year")}
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
    span = last_span(today)
    return Period("12", span.first, span.last)


@dataclass(frozen=True)
class Steps:
    """Whole months, quarters or years, oldest first: one that has begun would always look worse or better."""

    code: str  # the grouping of MEASURES.md that counts by it
    starts: tuple[date, ...]
    last: date

    @property
    def first(self) -> date:
        return self.starts[0]

    def group(self, start: date) -> str:
        """How the measures write the step that begins that day."""
        quarter = f"{start.year}-Q{(start.month + 2) // 3}"
        return {"year": f"{start.year}", "quarter": quarter}.get(self.code, f"{start:%Y-%m}")


def steps(code: str | None, today: date) -> Steps:
    """The last 8 whole quarters or 5 whole years; any other name is the last 18 whole months."""
    name, length, number = {"quarter": ("quarter", 3, 8), "year": ("year", 12, 5)}.get(code or "", ("month", 1, 18))
    now = (today.year * 12 + today.month - 1) // length
    starts = [date(step * length // 12, step * length % 12 + 1, 1) for step in range(now - number, now + 1)]
    return Steps(name, tuple(starts[:-1]), starts[-1] - timedelta(days=1))


def period_links(chosen: Period, **kept: str) -> list[tuple[str, str, bool]]:
    """The periods to choose from: label, address, whether it is the one shown. `kept` are the other choices."""
    return [
        (str(label), f"?{urlencode({'period': code, **kept})}", code == chosen.code) for code, label in LABELS.items()
    ]


def step_links(shown: Steps, chosen: Period) -> list[tuple[str, str, bool]]:
    return [
        (str(label), f"?{urlencode({'period': chosen.code, 'by': code})}", code == shown.code)
        for code, label in STEP_LABELS.items()
    ]
