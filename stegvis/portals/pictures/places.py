"""Places drawn where they lie, with their numbers and names and how far a few kilometres reach. No map of ours or
anybody's: north is up, and that is all it claims."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stegvis.portals.pictures.drawing import STEPS, Sheet, Word, block, n, ring, rule
from stegvis.portals.wording import figure

WIDTH, HEIGHT, EDGE = 400.0, 320.0, 44.0
KM_A_DEGREE = 111.2  # of latitude, on the sphere of definitions.places
TOGETHER = 30.0  # two marks nearer than this become one
SMALLEST = 2.0  # kilometres across, so that two doors in one street are not torn apart

Dot = tuple[float, float]


@dataclass(frozen=True)
class Spot:
    """One thing: its number in the list beside the picture, its name, where it is in degrees, and in which place.

    Several that share a mark are written with the place they share.
    """

    number: int
    name: str
    place: str
    latitude: float
    longitude: float


@dataclass(frozen=True)
class _Laid:
    """How degrees become places in the picture: equal kilometres in both directions, about the middle of it all."""

    latitude: float
    longitude: float
    scale: float  # units of the picture a kilometre

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        east = (longitude - self.longitude) * math.cos(math.radians(self.latitude)) * KM_A_DEGREE
        north = (latitude - self.latitude) * KM_A_DEGREE
        return WIDTH / 2 + east * self.scale, HEIGHT / 2 - north * self.scale


def places(*, title: str, spots: Sequence[Spot], centre: tuple[str, float, float] | None, key: str) -> SafeString:
    """`centre` is the place one looks from: name, latitude, longitude. "" where there is no spot to draw.

    The list beside the picture is the page's own: it says all of this and more.
    """
    if not spots:
        return SafeString("")
    laid = _laid([(spot.latitude, spot.longitude) for spot in spots] + ([centre[1:]] if centre else []))
    sheet = Sheet(WIDTH, HEIGHT)
    sheet.draw(block(0, 0, (WIDTH, HEIGHT), "ground", 12))
    _reach(sheet, laid)
    here = _gathered([(laid.at(spot.latitude, spot.longitude), spot) for spot in spots])
    for (x, y), _each in here:
        sheet.taken.append((x - 13, y - 13, x + 13, y + 13))
    if centre:
        _look_from(sheet, laid.at(*centre[1:]), centre[0])
    for (x, y), each in here:
        _draw(sheet, x, y, each)
    desc = "; ".join(f"{spot.number}. {spot.name}" for spot in spots)
    return format_html("<figure>{}</figure>", sheet.svg(title=title, desc=desc, key=key, classes="places"))


def _gathered(laid: Sequence[tuple[Dot, Spot]]) -> list[tuple[Dot, list[Spot]]]:
    """Spots that would lie on top of each other share one mark, where the first of them is."""
    found: list[tuple[Dot, list[Spot]]] = []
    for at, spot in laid:
        near = next((each for each in found if math.dist(each[0], at) < TOGETHER), None)
        if near is None:
            found.append((at, [spot]))
        else:
            near[1].append(spot)
    return found


def _laid(points: Sequence[tuple[float, float]]) -> _Laid:
    south, north = min(at[0] for at in points), max(at[0] for at in points)
    west, east = min(at[1] for at in points), max(at[1] for at in points)
    middle = (south + north) / 2
    wide = max((east - west) * math.cos(math.radians(middle)) * KM_A_DEGREE, SMALLEST)
    high = max((north - south) * KM_A_DEGREE, SMALLEST)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    return _Laid(middle, (west + east) / 2, scale)


def _reach(sheet: Sheet, laid: _Laid) -> None:
    """A line as long as a round number of kilometres, and that north is up."""
    most = 110 / laid.scale
    reach = max((step for step in STEPS if step <= most), default=1)
    end = 16 + reach * laid.scale
    sheet.draw(rule(16, HEIGHT - 14, end, HEIGHT - 14, "reach"))
    sheet.write(Word(16, HEIGHT - 20, gettext("%(n)s km") % {"n": figure(reach)}))
    sheet.write(Word(WIDTH - 14, 22, gettext("North is up"), "end"))


def _look_from(sheet: Sheet, at: tuple[float, float], name: str) -> None:
    x, y = at
    sheet.draw(rule(x - 7, y, x + 7, y, "here"), rule(x, y - 7, x, y + 7, "here"))
    sheet.taken.append((x - 8, y - 8, x + 8, y + 8))
    sheet.write_first_clear([Word(x, y + 22, name, "mid"), Word(x, y - 12, name, "mid")], must=False)


def _draw(sheet: Sheet, x: float, y: float, each: Sequence[Spot]) -> None:
    numbers = ", ".join(str(spot.number) for spot in each)
    half = max(12.0, 5 + 4 * len(numbers))
    if len(each) == 1:
        sheet.draw(ring(x, y, 12, "spot"))
    else:
        sheet.draw(block(x - half, y - 12, (2 * half, 24), "spot", 12))
    sheet.draw(format_html('<text class="mid on-spot" x="{}" y="{}">{}</text>', n(x), n(y + 5), numbers))
    shared = {spot.place for spot in each}
    name = each[0].name if len(each) == 1 else shared.pop() if len(shared) == 1 else ""
    if not name:
        return
    places = [
        Word(x + half + 5, y + 5, name), Word(x - half - 5, y + 5, name, "end"), Word(x, y - 17, name, "mid"),
        Word(x, y + 27, name, "mid"),
    ]  # fmt: skip
    # A name that has no room is read in the list: the number is the same.
    sheet.write_first_clear(places, must=False)
