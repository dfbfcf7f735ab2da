"""Months, quarters or years in a row with their median: whether something has changed, or only varies."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from django.utils.dateformat import format as spell
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from stegvis.portals.pictures.drawing import (
    Number,
    Plot,
    Sheet,
    Word,
    framed,
    path,
    ring,
    rule,
    table,
    value_axis,
)  # fmt: skip
from stegvis.portals.wording import figure

Months = Sequence[tuple[date, Number | None]]


def run_chart(
    *,
    title: str,
    points: Months,
    unit: str = "",
    highest: Number | None = None,
    caption: str = "",
    key: str = "run",
    step: str = "month",
    beside: SafeString | None = None,
) -> SafeString:
    """`points` are (first of the month, value or nothing), oldest first; a month without one breaks the line.

    `unit` is said once, at the median ("Median: 15 days"); `highest` fixes the top of the scale, as 100
    for per cent. `step` is month, quarter or year, each named by its first day. `beside` is a fuller table
    of the same points, in place of the one made here.
    """
    known = [value for _, value in points if value is not None]
    if not known:
        return format_html('<p class="soft">{}</p>', gettext("No figures yet."))
    middle = round(median(float(value) for value in known), 1)
    said = gettext("Median: %(figure)s %(unit)s") % {"figure": figure(Decimal(str(middle)).normalize()), "unit": unit}
    desc = gettext("Between %(low)s and %(high)s. %(median)s.") % {
        "low": figure(min(known, key=float)),
        "high": figure(max(known, key=float)),
        "median": said.strip(),
    }
    top = float(highest) if highest is not None else _top(max(float(value) for value in known))
    top = max(top, *(float(value) for value in known))
    drawn = []
    for width, height, name in ((656, 256, "chart-wide"), (344, 236, "chart-narrow")):
        sheet = Sheet(width, height)
        plot = Plot(36, 16, width - 12, height - 30, max(1, len(points) - 1), top)
        _name_steps(sheet, plot, points, step)
        _draw(sheet, plot, points, middle, said.strip())
        drawn.append(sheet.svg(title=title, desc=desc, key=f"{key}-{name[6]}", classes=name))
    if beside is None:
        heads = [step_heading(step), unit or gettext("Figure")]
        beside = table(heads, [(step_name(on, step), figure(value)) for on, value in points])
    return framed(drawn, caption, beside)


def step_name(on: date, step: str = "month") -> str:
    """The month, quarter or year that begins that day, as a table says it."""
    return NAMES[step](on, long=True)


def step_heading(step: str) -> str:
    """What the column of these steps is called."""
    return {"month": gettext("Month"), "quarter": gettext("Quarter"), "year": gettext("Year")}[step]


def _top(most: float) -> float:
    """A whole number a little above the greatest, so that the line never touches the edge."""
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if most / s <= 5), 1000)
    return (int(most // step) + 1) * step


def _month(on: date, *, long: bool) -> str:
    if long:
        return spell(on, pgettext("date format: month and year", "F Y"))
    words = spell(on, pgettext("date format: short month", "M"))
    return f"{words} {on.year}" if on.month == 1 else words


def _quarter(on: date, *, long: bool) -> str:
    """ "Q3 2026"; under a picture only "Q3", and the year where a new one begins."""
    words = gettext("Q%(number)s") % {"number": (on.month + 2) // 3}
    if long:
        return f"{words} {on.year}"
    return str(on.year) if on.month == 1 else words


def _year(on: date, *, long: bool) -> str:
    return str(on.year)


NAMES = {"month": _month, "quarter": _quarter, "year": _year}


def _name_steps(sheet: Sheet, plot: Plot, points: Months, step: str) -> None:
    name = NAMES[step]
    every = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120) if (plot.right - plot.left) * s / plot.last >= 52 or s == 120)
    offset = next((i for i, (on, _) in enumerate(points) if on.month == 1), 0) % every
    for i in range(offset, len(points), every):
        sheet.write(Word(plot.x(i), plot.bottom + 21, name(points[i][0], long=False), "mid"))


def _draw(sheet: Sheet, plot: Plot, points: Months, middle: float, said: str) -> None:
    value_axis(sheet, plot)
    y = plot.y(middle)
    sheet.draw(rule(plot.left, y, plot.right, y, "case"))
    for run in _runs(points):
        dots = [(plot.x(i), plot.y(value)) for i, value in run]
        if len(dots) > 1:
            sheet.draw(path(dots, "line"))
        crowded = (plot.right - plot.left) / plot.last < 10
        for dot in [] if crowded and len(dots) > 1 else dots:
            sheet.draw(ring(*dot, 4, "dot"))
        sheet.take_line(dots, 5)
    places = [
        Word(x, y + down, said, f"strong halo{end}")
        for down in (-10, 20, -26, 36)
        for x, end in ((plot.right, " end"), (plot.left + 4, ""))
    ]
    sheet.write_first_clear(places)


def _runs(points: Months) -> list[list[tuple[int, Number]]]:
    runs: list[list[tuple[int, Number]]] = [[]]
    for i, (_, value) in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((i, value))
    return [run for run in runs if run]
