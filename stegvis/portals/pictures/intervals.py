"""Figures that are not certain, one under another: the middle, and the bounds between which it most likely lies."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from stegvis.portals.pictures.drawing import Plot, Sheet, Word, block, framed, ring, rule, ticks
from stegvis.portals.wording import figure

ROW = 52


@dataclass(frozen=True)
class Spread:
    """One row: its name, the figure, its bounds (the same as the figure where it is certain), and them in words."""

    name: str
    middle: float
    low: float
    high: float
    words: str


def intervals(*, title: str, rows: Sequence[Spread], unit: str, beside: SafeString, key: str) -> SafeString:
    """From 0, each row's bounds as a bar with a ring at the middle; `beside` is the table of the same figures."""
    desc = ". ".join(f"{row.name}: {row.words}" for row in rows) + "."
    drawn = []
    for width, name in ((656, "chart-wide"), (344, "chart-narrow")):
        sheet = Sheet(width, ROW * len(rows) + 46)
        last = max(1.0, *(row.high for row in rows)) * 1.08
        plot = Plot(10, 4, width - 16, ROW * len(rows) + 6, last, 1)
        for tick in ticks(last, most=8 if width > 400 else 6):
            sheet.draw(rule(plot.x(tick), plot.top, plot.x(tick), plot.bottom, "grid"))
            sheet.write(Word(plot.x(tick), plot.bottom + 17, figure(tick), "mid"))
        sheet.write(Word(plot.right, plot.bottom + 36, unit, "end"))
        for place, row in enumerate(rows):
            _row(sheet, plot, row, plot.top + place * ROW)
        drawn.append(sheet.svg(title=title, desc=desc, key=f"{key}-{name[6]}", classes=name))
    return framed(drawn, "", beside)


def _row(sheet: Sheet, plot: Plot, row: Spread, top: float) -> None:
    sheet.write(Word(plot.left, top + 18, f"{row.name}: {row.words}", "halo strong"))
    y = top + 36
    if row.high > row.low:
        left, right = plot.x(row.low), plot.x(row.high)
        sheet.draw(block(left, y - 7, (right - left, 14), "expected", 3), rule(left, y, right, y, "rule"))
    sheet.draw(ring(plot.x(row.middle), y, 5.5, "dot last"))
