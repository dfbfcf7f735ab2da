"""The expected course in the picture: one band, drawn to scale, and said in the table."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from stegvis.portals.pictures import Span, curve
from tests.unit.portals.test_pictures import PHQ_9, drawings

START = date(2026, 2, 2)
WEEK = timedelta(weeks=1)
EXPECTED = [Span(START, 17, 17, 17), Span(START + WEEK, Decimal("9.2"), Decimal("12.1"), Decimal("15.8"))]


@pytest.fixture
def drawn() -> Iterator[SafeString]:
    with translation.override("en"):
        points = [(START, 17), (START + WEEK, 16)]
        yield curve(points=points, expected=EXPECTED, to_client=False, **PHQ_9)  # type: ignore[arg-type]


def test_the_band_stands_in_the_place_of_measurement_error(drawn: SafeString) -> None:
    """One band a picture: where scores were expected, from the first one on, drawn to scale."""
    svg = drawings(drawn)[-1]
    assert [rect for rect in svg.iter("rect") if rect.attrib["class"] == "band"] == []
    (band,) = svg.iter("polygon")
    heights = [float(corner.split(",")[1]) for corner in band.attrib["points"].split()]
    a_point = (206 - 18) / 27
    assert heights == pytest.approx([206 - score * a_point for score in (17, 15.8, 9.2, 17)], abs=0.1)
    assert "8 of 10 courses that began alike" in drawn
    assert "measurement error" not in drawn


def test_the_table_says_which_scores_were_expected(drawn: SafeString) -> None:
    """In whole points, as scores are: those that lie within the band."""
    assert '<th scope="col" class="num">Expected, PHQ-9</th>' in drawn
    assert '<td class="num">17</td><td class="num">17</td>' in drawn
    assert '<td class="num">16</td><td class="num">10–15</td>' in drawn
