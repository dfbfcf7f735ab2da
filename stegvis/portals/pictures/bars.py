"""Lengths from 0, each with its number beside it; and how long people have waited."""

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from stegvis.portals.pictures.drawing import (
    LETTER,
    Number,
    Plot,
    Sheet,
    Word,
    block,
    framed,
    rule,
    table,
    ticks,
)  # fmt: skip
from stegvis.portals.wording import figure

Row = tuple[str, Number | None, str]


def bars(*, title: str, rows: Sequence[Row], highest: Number | None = None, own: int | None = None) -> SafeString:
    """`rows` are (label, value, the words that say it: "41 %, 128 people"). `own` is the row to point out.

    A list, not a drawing: labels may be as long as they like and wrap, and the words are read as they stand.
    """
    known = [float(value) for _, value, _ in rows if value is not None]
    top = max([float(highest or 0), *known], default=0) or 1
    items = [
        (
            SafeString(' class="mine"') if i == own else "", label,
            f"{100 * float(value or 0) / top:.1f}", words if value is not None else gettext("Too few to say"),
            SafeString(" own") if i == own or own is None else "",
        )
        for i, (label, value, words) in enumerate(rows)
    ]  # fmt: skip
    return format_html(
        '<ul class="poll" aria-label="{}">{}</ul>',
        title,
        format_html_join(
            "", _BAR, ((mine, label, strong, width, words) for mine, label, width, words, strong in items)
        ),
    )


_BAR = (
    '<li{}><b>{}</b><svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" '
    'focusable="false"><rect class="track" width="100" height="10"/>'
    '<rect class="fill{}" width="{}" height="10"/>'
    "</svg><span>{}</span></li>"
)


def waits(
    *, title: str, days: Sequence[int], target: int | None = None, caption: str = "", key: str = "waits"
) -> SafeString:
    """How many people have waited how many whole weeks. `days`: one number a person; `target` in days."""
    if not days:
        return format_html('<p class="soft">{}</p>', gettext("Nobody is waiting."))
    weeks = Counter(max(0, day) // 7 for day in days)
    last = max(*weeks, (target or 0) // 7, 3)
    over = sum(1 for day in days if target is not None and day > target)
    desc = ngettext("%(n)s person has waited", "%(n)s people have waited", len(days)) % {"n": len(days)}
    if target is not None:
        desc = gettext("%(who)s, %(over)s of them longer than %(target)s days.") % {
            "who": desc,
            "over": over,
            "target": target,
        }
    sheet = Sheet(344, 200)
    plot = Plot(32, 34, 338, 152, last + 1, float(max(*weeks.values(), 3)))
    _columns(sheet, plot, weeks, last)
    if target is not None:
        x = plot.x(target / 7)
        sheet.draw(rule(x, 20, x, plot.bottom, "case"))
        words = gettext("Target: %(n)s days") % {"n": target}
        fits = x + 8 + len(words) * LETTER <= sheet.width
        sheet.write(Word(x + 8 if fits else x - 8, 24, words, "strong" if fits else "strong end"))
    picture = sheet.svg(title=title, desc=desc, key=key, classes="chart-client")
    rows = [(str(week), str(weeks.get(week, 0))) for week in range(last + 1)]
    return framed([picture], caption or desc, table([gettext("Whole weeks"), gettext("People")], rows))


def _columns(sheet: Sheet, plot: Plot, weeks: Counter[int], last: int) -> None:
    for tick in ticks(plot.highest, most=5):
        y = plot.y(tick)
        sheet.draw(rule(plot.left, y, plot.right, y, "grid"))
        sheet.write(Word(plot.left - 8, y + 4.5, figure(tick), "end"))
    pitch = (plot.right - plot.left) / (last + 1)
    every = next(s for s in (1, 2, 4, 8, 13, 26, 52, 104) if pitch * s >= 26 or s == 104)
    for week in range(last + 1):
        height = plot.bottom - plot.y(weeks.get(week, 0))
        gap = min(6.0, pitch / 5)
        sheet.draw(block(plot.x(week) + gap / 2, plot.bottom - height, (pitch - gap, height), "fill own", 2))
        if week % every == 0:
            sheet.write(Word(plot.x(week) + pitch / 2, plot.bottom + 20, str(week), "mid"))
    sheet.write(Word(plot.right, plot.bottom + 38, gettext("Whole weeks waited"), "end"))
