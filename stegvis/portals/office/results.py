"""What the result page says: five headline figures, the sentence on top, the run charts, and every measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stegvis.outcomes.queries.results import Figure
from stegvis.portals import pictures
from stegvis.portals.office.periods import Steps
from stegvis.portals.office.told import Told, number_of
from stegvis.portals.pictures.drawing import table
from stegvis.portals.pictures.months import step_heading, step_name
from stegvis.portals.wording import NOTHING

# What a service is first asked for, and England's pilots were judged by: seed 003, the directorate's page on IAPT.
HEADLINES = ("started", "finished", "recovery", "reliable_improvement", "off_sick_pay")
OVER_TIME = (*HEADLINES, "wait_assessment", "wait_treatment", "dropped_out", "did_not_attend", "paired")


@dataclass(frozen=True)
class Chart:
    """One measure over time, with its sentence and the table beside it."""

    title: str
    sentence: str
    picture: SafeString


def result_page(figures: Sequence[Figure], over_time: Sequence[Figure], steps: Steps) -> dict[str, Any]:
    told = {one.name: Told.of(one) for one in figures}
    return {
        "finding": finding(told.get("reliable_improvement")),
        "headlines": [told[name] for name in HEADLINES if name in told],
        "told": list(told.values()),
        "finished": told.get("finished"),
        "paired": told.get("paired"),
        "charts": list(_charts(over_time, steps)),
        "edition": figures[0].edition if figures else None,
    }


def finding(improvement: Told | None) -> str:
    """The heading: what the figures say, or that there are too few to say anything."""
    if improvement is None or not isinstance(improvement.figure.value, Decimal):
        return _("Too few have finished to say how it goes")
    return _("%(share)s of those who finished are reliably better") % {"share": improvement.value}


def _charts(figures: Sequence[Figure], steps: Steps) -> Iterator[Chart]:
    """A chart for each measure that has figures in two steps at least: one point is no course."""
    for name in OVER_TIME:
        counted = {one.group[0]: one for one in figures if one.name == name}
        known = [one for one in counted.values() if number_of(one) is not None]
        if len(known) >= 2:
            yield Chart(known[0].title, known[0].sentence, _run_chart(known[0], counted, steps))


def _run_chart(of: Figure, counted: dict[str, Figure], steps: Steps) -> SafeString:
    """From the first step with a figure; a team is not blamed for the time before it began."""
    rows = [(start, counted.get(steps.group(start))) for start in steps.starts]
    while rows[0][1] is None:
        rows.pop(0)
    points = [(start, number_of(one)) for start, one in rows]
    is_share = of.kind == "rate"
    return pictures.run_chart(
        title=of.title,
        points=points,
        unit="%" if is_share else _("days") if of.kind == "median" else "",
        highest=100 if is_share and max(value for _, value in points if value is not None) > 50 else None,
        key=of.name,
        step=steps.code,
        beside=_beside(of, rows, steps.code),
    )


def _beside(of: Figure, rows: Sequence[tuple[date, Figure | None]], step: str) -> SafeString:
    """The table beside the chart: the columns that this measure has."""
    words = (_("Value"), _("Counted"), _("Out of"), _("Missing"))
    has = [place for place, cell in enumerate(Told.of(of).cells) if cell]
    heads = [step_heading(step), *(words[place] for place in has)]
    lines = []
    for start, one in rows:
        cells = Told.of(one).cells if one else (NOTHING,) * len(words)
        lines.append((step_name(start, step), *(cells[place] for place in has)))
    # Five columns are wider than a phone: the table scrolls by itself, never the page.
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', of.title, table(heads, lines)
    )
