"""A funnel: one ring a service by how many stand behind its rate, and the limits within which they are alike."""

from collections.abc import Callable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stegvis.portals.pictures.drawing import Plot, Sheet, Word, framed, n, path, ring, ticks, value_axis
from stegvis.portals.wording import figure

# Denominator, percent, and its name where it is to stand in the picture.
Dot = tuple[int, float, str]
# The lowest and highest percent within the limits for a denominator.
Limits = Callable[[int], tuple[float, float]]
STEPS = 40


def funnel(
    *, title: str, desc: str, dots: Sequence[Dot], target: float, wide: Limits, narrow: Limits, beside: SafeString,
    own: Dot | None = None,
) -> SafeString:  # fmt: skip
    """`wide` are the 99.8 % limits, `narrow` the 95 % ones; percent from 0 to 100. `own` is drawn filled."""
    last = 1.05 * max(under for under, _, _ in [*dots, *([own] if own else [])])
    drawn = []
    for width, height, name in ((720, 400, "chart-wide"), (344, 320, "chart-narrow")):
        sheet = Sheet(width, height)
        plot = Plot(52, 16, width - 12, height - 58, last, 100)
        _limits(sheet, plot, wide, "band")
        _limits(sheet, plot, narrow, "expected")
        _axes(sheet, plot)
        sheet.draw(path([(plot.left, plot.y(target)), (plot.right, plot.y(target))], "middle"))
        _dots(sheet, plot, dots, own)
        drawn.append(sheet.svg(title=title, desc=desc, key=f"funnel-{name[6]}", classes=f"{name} chart-funnel"))
    return framed(drawn, desc, beside)


def _axes(sheet: Sheet, plot: Plot) -> None:
    value_axis(sheet, plot, suffix=" %")
    for tick in ticks(plot.last, 6 if sheet.width > 400 else 4):
        sheet.write(Word(plot.x(tick), plot.bottom + 22, figure(tick), "mid"))
    sheet.write(Word(plot.right, plot.bottom + 46, gettext("How many stand behind the rate"), "end"))


def _dots(sheet: Sheet, plot: Plot, dots: Sequence[Dot], own: Dot | None) -> None:
    radius = 5 if sheet.width > 400 else 4
    named = [*dots, *([own] if own else [])]
    for dot in named:
        x, y = plot.x(dot[0]), plot.y(dot[1])
        sheet.draw(ring(x, y, radius + 1 if dot is own else radius, "dot last" if dot is own else "dot"))
        sheet.take_line([(x, y)], radius + 2)
    for under, share, name in named:
        if name:
            x, y = plot.x(under), plot.y(share)
            near = ((x + 10, y + 4, ""), (x - 10, y + 4, "end"), (x, y - 12, "mid"), (x, y + 22, "mid"))
            edge = ((plot.right, y - 12, "end"), (plot.right, y + 22, "end"))
            words = [[Word(left, top, name, f"strong halo {side}") for left, top, side in at] for at in (near, edge)]
            # From the edge only where it fits nowhere by its ring: there it could be another's.
            sheet.write_first_clear(words[0] if any(map(sheet.fits, words[0])) else words[1])


def _limits(sheet: Sheet, plot: Plot, limits: Limits, name: str) -> None:
    """The area between the limits, from the smallest service a rate is shown of to the right edge."""
    sizes = [round(20 + (plot.last - 20) * step / STEPS) for step in range(STEPS + 1)]
    found = [(plot.x(size), limits(size)) for size in sizes]
    upper = [(x, plot.y(high)) for x, (_, high) in found]
    lower = [(x, plot.y(low)) for x, (low, _) in reversed(found)]
    way = " L".join(f"{n(x)} {n(y)}" for x, y in [*upper, *lower])
    sheet.draw(format_html('<path class="{}" d="M{}Z"/>', name, way))
