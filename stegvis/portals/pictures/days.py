"""Days in a row: one strip above another over the same days, as lines or as bars, with one table of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stegvis.portals.pictures.drawing import (
    Number,
    Plot,
    Sheet,
    Word,
    block,
    framed,
    path,
    ring,
    table,
    value_axis,
)  # fmt: skip
from stegvis.portals.wording import NOTHING, day_full, day_short, figure

Points = Sequence[tuple[date, Number]]
HEAD, HIGH, GAP = 30, 104, 18
# A line is broken where this many days or more hold nothing.
BREAK = 4


@dataclass(frozen=True)
class Strip:
    """One quantity day by day, from 0 to `highest`; `second` is drawn beside it, dashed and in another colour."""

    name: str
    points: Points
    highest: Number
    unit: str = ""
    is_bars: bool = False
    second: Points = ()
    second_name: str = ""

    @property
    def last_words(self) -> str:
        """The latest value of each, as the picture's description says it."""
        named = [(self.name, self.points), (self.second_name, self.second)]
        return ". ".join(f"{name}: {figure(points[-1][1])}{self.unit}" for name, points in named if points)


def days(*, title: str, strips: Sequence[Strip], today: date, key: str, caption: str = "") -> SafeString:
    """Only strips that have a point are drawn; the days reach from the first point to today, two weeks at least."""
    drawn = [strip for strip in strips if strip.points or strip.second]
    if not drawn:
        return format_html('<p class="soft">{}</p>', gettext("No figures yet."))
    known = [on for strip in drawn for on, _ in [*strip.points, *strip.second]]
    first = min(*known, today - timedelta(days=13))
    desc = ". ".join(strip.last_words for strip in drawn) + "."
    sheets = []
    for width, name in ((656, "chart-wide"), (344, "chart-narrow")):
        sheet = Sheet(width, len(drawn) * (HEAD + HIGH) + (len(drawn) - 1) * GAP + 30)
        top = 0.0
        for strip in drawn:
            plot = Plot(42, top + HEAD, width - 10, top + HEAD + HIGH, (today - first).days + 1, float(strip.highest))
            _strip(sheet, plot, strip, first)
            top += HEAD + HIGH + GAP
        _name_days(sheet, plot, first, today)
        sheets.append(sheet.svg(title=title, desc=desc, key=f"{key}-{name[6]}", classes=name))
    return framed(sheets, caption, _table(drawn))


def _strip(sheet: Sheet, plot: Plot, strip: Strip, first: date) -> None:
    unit = f" ({strip.unit.strip()})" if strip.unit else ""
    sheet.write(Word(2, plot.top - 12, f"{strip.name}{unit}", "t1"))
    if strip.second:
        width = sheet.taken[-1][2]
        sheet.write(Word(width + 10, plot.top - 12, strip.second_name, "t2"))
    value_axis(sheet, plot)
    if strip.is_bars:
        _bars(sheet, plot, strip.points, first)
    else:
        _line(sheet, plot, strip.points, first, ("line", "dot", 3.5))
    _line(sheet, plot, strip.second, first, ("line2", "dot2", 3))


def _bars(sheet: Sheet, plot: Plot, points: Points, first: date) -> None:
    pitch = (plot.right - plot.left) / plot.last
    for on, value in points:
        top = plot.y(min(float(value), plot.highest))
        left = plot.x((on - first).days) + pitch * 0.15
        sheet.draw(block(left, top, (max(2.0, pitch * 0.7), plot.bottom - top), "fill own", 1))


def _line(sheet: Sheet, plot: Plot, points: Points, first: date, style: tuple[str, str, float]) -> None:
    name, dot, radius = style
    runs: list[list[tuple[float, float]]] = []
    before: date | None = None
    for on, value in points:
        place = (plot.x((on - first).days + 0.5), plot.y(min(float(value), plot.highest)))
        if before is None or (on - before).days >= BREAK:
            runs.append([])
        runs[-1].append(place)
        before = on
    for run in runs:
        if len(run) > 1:
            sheet.draw(path(run, name))
    for run in runs:
        for x, y in run:
            sheet.draw(ring(x, y, radius, f"{dot} last" if run is runs[-1] and (x, y) == run[-1] else dot))


def _name_days(sheet: Sheet, plot: Plot, first: date, today: date) -> None:
    """The first and the last day, and as many between them as there is room for."""
    across = (today - first).days
    most = 4 if sheet.width > 400 else 2
    for part in range(most + 1):
        on = first + timedelta(days=round(across * part / most))
        side = "" if part == 0 else "end" if part == most else "mid"
        place = plot.left if part == 0 else plot.right if part == most else plot.x((on - first).days + 0.5)
        sheet.write(Word(place, plot.bottom + 22, day_short(on, today=today), side))


def _table(strips: Sequence[Strip]) -> SafeString:
    columns = []
    for strip in strips:
        columns += [(f"{strip.name}{_in(strip.unit)}", dict(strip.points))] if strip.points else []
        columns += [(f"{strip.second_name}{_in(strip.unit)}", dict(strip.second))] if strip.second else []
    on = sorted({day for _, points in columns for day in points}, reverse=True)
    rows = [[day_full(day), *(_cell(points, day) for _, points in columns)] for day in on]
    return table([gettext("Date"), *(name for name, _ in columns)], rows)


def _in(unit: str) -> str:
    return f" ({unit.strip()})" if unit else ""


def _cell(points: dict[date, Number], on: date) -> str:
    return figure(points[on]) if on in points else NOTHING
