"""The course of an instrument over its whole range: for the client, and wider for the clinic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from stegvis.portals.pictures.drawing import (
    LETTER,
    Number,
    Plot,
    Sheet,
    Word,
    area,
    block,
    framed,
    path,
    ring,
    rule,
    table,
    value_axis,
)  # fmt: skip
from stegvis.portals.wording import NOTHING, day_full, figure

Points = Sequence[tuple[date, Number]]
WEEK_STEPS: Final = (1, 2, 4, 8, 13, 26, 52, 104, 208, 520)
FEWEST_WEEKS: Final = 6  # so that two answers a week apart do not look like a fall from a cliff


@dataclass(frozen=True)
class Series:
    """A second instrument in the same picture: its name and its answers, oldest first."""

    name: str
    points: Points


@dataclass(frozen=True)
class Span:
    """Where a score was expected on a day: from `low` to `high`, in the middle at `middle`."""

    on: date
    low: Number
    middle: Number
    high: Number


@dataclass(frozen=True)
class Course:
    """All that one picture of a course needs."""

    name: str
    points: Points
    highest: Number
    caseness: Number | None
    reliable: Number | None
    second: Series | None
    to_client: bool
    first_day: date
    weeks: int
    expected: Sequence[Span] = ()

    def days(self, on: date) -> int:
        """Days since the first answer."""
        return (on - self.first_day).days


def curve(
    *,
    name: str,
    points: Points,
    highest: Number,
    caseness: Number | None = None,
    reliable: Number | None = None,
    second: Series | None = None,
    to_client: bool = True,
    until: date | None = None,
    expected: Sequence[Span] = (),
    about: str = "",
    key: str = "curve",
) -> SafeString:
    """A figure with picture, words and table. `points` are (date, score), oldest first.

    `caseness` is the score from which symptoms count as clear; `reliable` the change that exceeds measurement
    error; `highest` the top of the instrument's range; `until` stretches the time axis; `expected` is a band,
    on days of the points, and stands in the place of the band of measurement error; `about` opens the caption.
    """
    others = list(second.points) if second else []
    days = [on for on, _ in [*points, *others]]
    if not days:
        return format_html('<p class="soft">{}</p>', gettext("No answers yet. The curve begins with the first one."))
    first = min(days)
    end = max([*days, until] if until else days)
    values = [value for _, value in [*points, *others]]
    course = Course(
        name, points, max([highest, *values], key=float), caseness, reliable, second, to_client,
        first, max(FEWEST_WEEKS, -(-(end - first).days // 7)), expected,
    )  # fmt: skip
    title = gettext("%(name)s over time") % {"name": name}
    desc = _described(course)
    narrow = _narrow(course).svg(
        title=title, desc=desc, key=f"{key}-n", classes="chart-client" if to_client else "chart-narrow"
    )
    wide = [] if to_client else [_wide(course).svg(title=title, desc=desc, key=f"{key}-w", classes="chart-wide")]
    return framed([*wide, narrow], _caption(course, about), _table(course))


def _described(course: Course) -> str:
    sentences = [_went(course.name, course.points)]
    if course.second:
        sentences.append(_went(course.second.name, course.second.points))
    if course.caseness is not None:
        sentences.append(_case_words(course))
    return " ".join(filter(None, sentences))


def _went(name: str, points: Points) -> str:
    if not points:
        return ""
    (first, before), (last, now) = points[0], points[-1]
    if len(points) == 1:
        return gettext("%(name)s: one answer, %(score)s, on %(day)s.") % {
            "name": name, "score": figure(before), "day": day_full(first),
        }  # fmt: skip
    weeks = round((last - first).days / 7)
    return ngettext(
        "%(name)s: from %(before)s to %(now)s in %(weeks)s week, %(n)s answers. Lower is better.",
        "%(name)s: from %(before)s to %(now)s in %(weeks)s weeks, %(n)s answers. Lower is better.",
        weeks,
    ) % {"name": name, "before": figure(before), "now": figure(now), "weeks": weeks, "n": len(points)}


def _case_words(course: Course) -> str:
    score = {"score": figure(course.caseness)}
    if course.to_client:
        return gettext("Under the dotted line at %(score)s the symptoms are milder.") % score
    return gettext("The dotted line at %(score)s is the caseness threshold.") % score


def _caption(course: Course, about: str) -> str:
    sentences = [about, gettext("Lower is better.")]
    if course.expected:
        sentences.append(gettext("The shaded band holds 8 of 10 courses that began alike, the thin line their middle."))
        sentences.append(gettext("It is there to talk about, and foretells nothing about this client."))
    elif course.reliable is not None and course.points:
        if course.to_client:
            sentences.append(gettext("The light band holds changes so small that they may be chance."))
        else:
            sentences.append(
                gettext("The light band is measurement error: a certain change is %(points)s points or more.")
                % {"points": figure(course.reliable)}
            )
    if course.caseness is not None:
        sentences.append(_case_words(course))
    return " ".join(filter(None, sentences))


def _table(course: Course) -> SafeString:
    heads = [gettext("Date"), course.name]
    heads += [gettext("Expected, %(name)s") % {"name": course.name}] if course.expected else []
    heads += [course.second.name] if course.second else []
    rows: list[list[str]] = []
    others = list(course.second.points) if course.second else []
    expected = {span.on: _span(span) for span in course.expected}
    days = sorted({on for on, _ in [*course.points, *others]})
    for on in days:
        row = [day_full(on), _scores(course.points, on)]
        row += [expected.get(on, NOTHING)] if course.expected else []
        rows.append([*row, _scores(others, on)] if course.second else row)
    return table(heads, rows)


def _span(span: Span) -> str:
    """The whole scores that lie within it."""
    low, high = ceil(span.low), floor(span.high)
    return figure(low) if low == high else f"{figure(low)}{NOTHING}{figure(high)}"


def _scores(points: Points, on: date) -> str:
    return ", ".join(figure(value) for day, value in points if day == on)


def _narrow(course: Course) -> Sheet:
    sheet = Sheet(344, 248)
    plot = Plot(34, 18, 338, 206, course.weeks * 7, float(course.highest))
    _background(sheet, plot, course)
    _lines(sheet, plot, course, apart=8)
    _words(sheet, plot, course)
    return sheet


def _wide(course: Course) -> Sheet:
    sheet = Sheet(760, 306)
    plot = Plot(40, 14, 610, 268, course.weeks * 7, float(course.highest))
    _background(sheet, plot, course)
    _lines(sheet, plot, course, apart=10)
    _words(sheet, plot, course)
    return sheet


def _band(plot: Plot, course: Course) -> tuple[float, float] | None:
    """Top and foot of the changes too small to count, around the first score."""
    if course.reliable is None or not course.points or course.expected:
        return None
    start, half = float(course.points[0][1]), float(course.reliable)
    return plot.y(min(plot.highest, start + half)), plot.y(max(0.0, start - half))


def _background(sheet: Sheet, plot: Plot, course: Course) -> None:
    if band := _band(plot, course):
        sheet.draw(block(plot.left, band[0], (plot.right - plot.left, band[1] - band[0]), "band"))
    if course.expected:
        _expectation(sheet, plot, course)
    value_axis(sheet, plot, instead_of=course.caseness)
    step = next(s for s in WEEK_STEPS if (plot.right - plot.left) * s / course.weeks >= 26 or s == WEEK_STEPS[-1])
    for week in range(0, course.weeks + 1, step):
        sheet.write(Word(plot.x(week * 7), plot.bottom + 20, str(week), "mid"))
    sheet.write(Word(plot.right, plot.bottom + 37, gettext("Weeks since the first answer"), "end"))
    if course.caseness is not None:
        y = plot.y(course.caseness)
        sheet.draw(rule(plot.left, y, plot.right, y, "case"))
        sheet.taken.append((plot.left, y - 2, plot.right, y + 2))
        sheet.write(Word(plot.left - 8, y + 4.5, figure(course.caseness), "end"))


def _expectation(sheet: Sheet, plot: Plot, course: Course) -> None:
    """The band under everything else, from the first score on, and the middle as a thin line."""
    across = [(plot.x(course.days(span.on)), span) for span in course.expected]
    high = [(x, plot.y(span.high)) for x, span in across]
    low = [(x, plot.y(span.low)) for x, span in across]
    sheet.draw(area([*high, *reversed(low)], "expected"))
    sheet.draw(path([(x, plot.y(span.middle)) for x, span in across], "middle"))


def _lines(sheet: Sheet, plot: Plot, course: Course, apart: float) -> None:
    if course.second and course.second.points:
        _line(sheet, plot, course, course.second.points, ("line2", "dot2", 3.5, apart))
    if course.points:
        _line(sheet, plot, course, course.points, ("line", "dot", 5.0, apart))


def _line(sheet: Sheet, plot: Plot, course: Course, points: Points, style: tuple[str, str, float, float]) -> None:
    name, dot, radius, apart = style
    dots = [(plot.x(course.days(on)), plot.y(value)) for on, value in points]
    if len(dots) > 1:
        sheet.draw(path(dots, name))
    crowded = len(dots) > 1 and (dots[-1][0] - dots[0][0]) / (len(dots) - 1) < apart
    for x, y in [] if crowded else dots[:-1]:
        sheet.draw(ring(x, y, radius, dot))
    sheet.draw(ring(*dots[-1], radius, f"{dot} last"))
    sheet.take_line(dots, radius + 1)


def _words(sheet: Sheet, plot: Plot, course: Course) -> None:
    in_margin = course.caseness is not None and _caseness_in_margin(sheet, plot, course)
    _value_words(sheet, plot, course)
    if course.caseness is not None and not in_margin:
        _caseness_words(sheet, plot, course)
    if band := _band(plot, course):
        top, low = band
        words = gettext("May be chance") if course.to_client else gettext("Within measurement error")
        heights = (top + 18, low - 8, (top + low) / 2 + 5)
        places = [Word(plot.right - 6, y, words, "end") for y in heights]
        places += [Word(plot.left + 8, y, words) for y in heights]
        sheet.write_first_clear([word for word in places if top + 12 < word.y < low], must=False)
    if course.expected:
        _expected_words(sheet, plot, course)


def _expected_words(sheet: Sheet, plot: Plot, course: Course) -> None:
    """Beside the end of the band, above or below it; the caption says it too."""
    last = course.expected[-1]
    x = plot.x(course.days(last.on))
    words = gettext("Expected, %(name)s") % {"name": course.name}
    heights = (plot.y(last.high) + 14, plot.y(last.low) - 4, plot.y(last.middle) + 5, plot.y(last.low) + 16)
    beside = [Word(x + 12, y, words, "halo") for y in heights]
    within = [Word(x - 6, plot.y(height) - 5, words, "end") for height in (last.low, last.middle)]
    sheet.write_first_clear([*beside, *within], must=False)


def _value_words(sheet: Sheet, plot: Plot, course: Course) -> None:
    if course.points:
        last = figure(course.points[-1][1])
        now = last if len(course.points) == 1 else gettext("%(score)s now") % {"score": last}
        ends = now if course.to_client else f"{course.name}: {last}"
        sheet.write_first_clear(_near(plot, course, course.points[-1], ends, "t1"))
        if course.to_client and len(course.points) > 1:
            begun = gettext("%(score)s at the start") % {"score": figure(course.points[0][1])}
            sheet.write_first_clear(_near(plot, course, course.points[0], begun, "t1"), must=False)
    if course.second and course.second.points:
        score = f"{course.second.name}: {figure(course.second.points[-1][1])}"
        sheet.write_first_clear(_near(plot, course, course.second.points[-1], score, "t2"))


def _near(plot: Plot, course: Course, point: tuple[date, Number], words: str, name: str) -> list[Word]:
    """Where words about a point may stand, best first: beside it, above or below it, before it."""
    x, y = plot.x(course.days(point[0])), plot.y(point[1])

    def at(aside: float, down: float, end: str = "") -> Word:
        return Word(x + aside, y + down, words, f"{name} {_halo(plot, course, y + down, x + aside)}{end}")

    beside = [at(12, down) for down in (5, -8, 18, -16, 26)]
    above = [at(8, down) for down in (-12, 24, -28)]
    before = [at(-4, down, " end") for down in (-12, 24, -28, 40)]
    return [*beside, *above, *before]


def _halo(plot: Plot, course: Course, y: float, x: float = 0) -> str:
    """The class that keeps hairlines off the words, in the colour of the ground they stand on."""
    band = _band(plot, course)
    return "halo on-band" if band and band[0] < y - 4 < band[1] and x < plot.right else "halo"


def _caseness_in_margin(sheet: Sheet, plot: Plot, course: Course) -> bool:
    """The clinic's line is named beside the picture where there is room; first, so that scores keep clear of it."""
    words = gettext("Caseness, %(name)s") % {"name": course.name}
    if course.to_client or sheet.width - plot.right < len(words) * LETTER + 12:
        return False
    sheet.write(Word(plot.right + 12, plot.y(course.caseness or 0) + 4.5, words, "strong"))
    return True


def _caseness_words(sheet: Sheet, plot: Plot, course: Course) -> None:
    y = plot.y(course.caseness or 0)
    if course.to_client:
        for words, downs in ((gettext("Milder symptoms"), (18, 34)), (gettext("Clearer symptoms"), (-9, -25))):
            places = [place for down in downs for place in _along(plot, course, y + down, words)]
            sheet.write_first_clear(places, must=False)
        return
    words = gettext("Caseness, %(name)s") % {"name": course.name}
    places = [place for down in (17, -8) for place in _along(plot, course, y + down, words)]
    sheet.write_first_clear(places)


def _along(plot: Plot, course: Course, y: float, words: str) -> list[Word]:
    """The same words at the left, at the right, and in between."""
    name = f"strong {_halo(plot, course, y)}"
    between = [plot.left + (plot.right - plot.left) * part / 8 for part in range(1, 8)]
    return [
        Word(plot.left + 8, y, words, name),
        Word(plot.right - 4, y, words, f"{name} end"),
        *(Word(x, y, words, f"{name} mid") for x in between),
    ]
