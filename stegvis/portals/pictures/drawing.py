"""What all charts share: whole-range scales, words that keep clear of the lines, the frame with its table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stegvis.portals.wording import figure as spoken

Number = Decimal | int | float
Box = tuple[float, float, float, float]  # left, top, right, bottom

LETTER: Final = 7.6  # the mean width of a letter at the charts' 14 px, measured on long Norwegian words
LINE: Final = 16.0
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


def n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def ticks(highest: float, most: int = 6) -> list[int]:
    """Whole numbers from 0 up to `highest`, evenly, at most `most` of them."""
    step = next((step for step in STEPS if highest / step < most), int(highest))
    return list(range(0, int(highest) + 1, step))


@dataclass(frozen=True)
class Plot:
    """The area of the lines inside the picture, and the values its edges stand for."""

    left: float
    top: float
    right: float
    bottom: float
    last: float  # the value at the right edge; the left edge is 0
    highest: float  # the value at the top; the bottom is 0

    def x(self, value: float) -> float:
        """Where that many days (or steps) lie."""
        return self.left + (self.right - self.left) * (value / self.last if self.last else 0)

    def y(self, value: Number) -> float:
        """Where that score lies."""
        return self.bottom - (self.bottom - self.top) * (float(value) / self.highest if self.highest else 0)


@dataclass(frozen=True)
class Word:
    """A line of text that may stand at one place."""

    x: float
    y: float  # the baseline
    text: str
    classes: str = ""

    @property
    def box(self) -> Box:
        """About the room it takes."""
        width = len(self.text) * LETTER
        left = self.x - (width if "end" in self.classes.split() else width / 2 if "mid" in self.classes.split() else 0)
        return left, self.y - 12, left + width, self.y + 4

    @property
    def svg(self) -> SafeString:
        """The text element, escaped."""
        name = format_html(' class="{}"', self.classes) if self.classes else ""
        return format_html('<text x="{}" y="{}"{}>{}</text>', n(self.x), n(self.y), name, self.text)


@dataclass
class Sheet:
    """What is drawn so far, and the room that is taken."""

    width: float
    height: float
    drawn: list[SafeString] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def draw(self, *shapes: SafeString) -> None:
        """Add shapes on top of those before."""
        self.drawn.extend(shapes)

    def write(self, word: Word) -> None:
        """Write it there, come what may."""
        self.taken.append(word.box)
        self.drawn.append(word.svg)

    def write_first_clear(self, places: Sequence[Word], *, must: bool = True) -> None:
        """Write it at the first place inside the picture that covers nothing, else at the least covered one.

        With `must` false it is left out rather than squeezed in: the caption says it too.
        """
        inside = [word for word in places if self._inside(word.box)]
        clear = [word for word in inside if not self._covered(word.box)]
        if clear:
            self.write(clear[0])
        elif must and (inside or places):
            self.write(min(inside or places, key=lambda word: self._covered(word.box)))

    def fits(self, word: Word) -> bool:
        """Whether all of it would stand inside the picture."""
        return self._inside(word.box)

    def take_line(self, dots: Sequence[tuple[float, float]], radius: float = 4) -> None:
        """Note the room of a drawn line, so that words keep away from it."""
        for (x1, y1), (x2, y2) in zip(dots, [*dots[1:], dots[-1]], strict=True):
            for part in range(9):
                x, y = x1 + (x2 - x1) * part / 8, y1 + (y2 - y1) * part / 8
                self.taken.append((x - radius, y - radius, x + radius, y + radius))

    def _inside(self, box: Box) -> bool:
        return box[0] >= 0 and box[1] >= 0 and box[2] <= self.width and box[3] <= self.height

    def _covered(self, box: Box) -> float:
        return sum(
            max(0.0, min(box[2], other[2]) - max(box[0], other[0]))
            * max(0.0, min(box[3], other[3]) - max(box[1], other[1]))
            for other in self.taken
        )

    def svg(self, *, title: str, desc: str, key: str, classes: str) -> SafeString:
        """The whole picture, named and described."""
        return format_html(
            '<svg class="chart {}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
            '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
            classes, n(self.width), n(self.height), key, key, key, title, key, desc,
            format_html_join("", "{}", ((shape,) for shape in self.drawn)),
        )  # fmt: skip


def rule(x1: float, y1: float, x2: float, y2: float, name: str) -> SafeString:
    """A straight line."""
    return format_html('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', name, n(x1), n(y1), n(x2), n(y2))


def block(x: float, y: float, size: tuple[float, float], name: str, radius: float = 0) -> SafeString:
    """A rectangle; never of negative size."""
    corner = format_html(' rx="{}"', n(radius)) if radius else ""
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        name, n(x), n(y), n(max(0, size[0])), n(max(0, size[1])), corner,
    )  # fmt: skip


def path(dots: Sequence[tuple[float, float]], name: str) -> SafeString:
    """A line through the dots."""
    way = " ".join(f"{'M' if i == 0 else 'L'}{n(x)} {n(y)}" for i, (x, y) in enumerate(dots))
    return format_html('<path class="{}" d="{}"/>', name, way)


def area(dots: Sequence[tuple[float, float]], name: str) -> SafeString:
    """A filled shape with these corners."""
    corners = " ".join(f"{n(x)},{n(y)}" for x, y in dots)
    return format_html('<polygon class="{}" points="{}"/>', name, corners)


def ring(x: float, y: float, radius: float, name: str) -> SafeString:
    """A dot."""
    return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', name, n(x), n(y), n(radius))


def value_axis(sheet: Sheet, plot: Plot, *, instead_of: Number | None = None, suffix: str = "") -> None:
    """Hairlines with their numbers; one too near to `instead_of` gives way to it."""
    for tick in ticks(plot.highest):
        y = plot.y(tick)
        if instead_of is not None and tick and abs(y - plot.y(instead_of)) < 19:
            continue
        sheet.draw(rule(plot.left, y, plot.right, y, "grid"))
        sheet.write(Word(plot.left - 8, y + 4.5, f"{spoken(tick)}{suffix}", "end"))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, summary: str = "") -> SafeString:
    """The same figures as a table, folded under the picture."""
    head = format_html_join(
        "",
        '<th scope="col"{}>{}</th>',
        ((SafeString(' class="num"') if i else "", h) for i, h in enumerate(heads)),
    )
    body = format_html_join(
        "",
        '<tr><th scope="row">{}</th>{}</tr>',
        ((row[0], format_html_join("", '<td class="num">{}</td>', ((cell,) for cell in row[1:]))) for row in rows),
    )
    return format_html(
        '<details class="table"><summary>{}</summary><table class="ds-table"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></details>",
        summary or gettext("Show the figures as a table"), head, body,
    )  # fmt: skip


def framed(pictures: Sequence[SafeString], caption: str, beside: SafeString) -> SafeString:
    """The picture, its words, and the table."""
    words = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    return format_html(
        "<figure>{}{}</figure>{}", format_html_join("", "{}", ((each,) for each in pictures)), words, beside
    )
