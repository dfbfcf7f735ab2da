"""Dates, times and figures as people of each language say them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from stegvis.definitions import clock
from stegvis.portals import wording

NOON = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)
NOW = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "tirsdag 17. mars kl. 12.00"),
        ("nn", "tysdag 17. mars kl. 12.00"),
        ("sv", "tisdag 17 mars kl. 12.00"),
        ("en", "Tuesday 17 March at 12:00"),
    ],
)
def test_an_instant_is_said_as_the_clock_on_that_wall_shows_it(language: str, words: str) -> None:
    with translation.override(language), clock.standing_at(NOW):
        assert wording.wall(NOON, "Europe/Oslo") == words


def test_another_year_is_said() -> None:
    with translation.override("nb"), clock.standing_at(datetime(2027, 1, 2, tzinfo=UTC)):
        assert wording.wall(NOON, "Europe/Oslo") == "tirsdag 17. mars 2026 kl. 12.00"


def test_the_day_is_that_of_the_team_and_not_of_the_server() -> None:
    """Half past eleven at night in UTC is already tomorrow in Oslo."""
    late = datetime(2026, 3, 16, 23, 30, tzinfo=UTC)
    with translation.override("nb"), clock.standing_at(NOW):
        assert wording.wall(late, "Europe/Oslo") == "tirsdag 17. mars kl. 00.30"


def test_summer_time_is_the_wall_clocks() -> None:
    with translation.override("nb"):
        assert wording.clock_time(datetime(2026, 7, 1, 10, tzinfo=UTC), "Europe/Oslo") == "12.00"


def test_a_birth_date_always_has_its_year() -> None:
    with translation.override("nb"):
        assert wording.day_full(date(1988, 5, 3)) == "3. mai 1988"


@pytest.mark.parametrize(("language", "words"), [("nb", "48,9\u00a0%"), ("sv", "48,9\u00a0%"), ("en", "48.9%")])
def test_per_cent_in_each_language(language: str, words: str) -> None:
    with translation.override(language):
        assert wording.percent(Decimal("48.947")) == words


@pytest.mark.parametrize(
    ("value", "decimals", "words"),
    [
        (None, None, "–"),
        (Decimal("0.05"), 1, "0,1"),  # half up, as in the measures
        (Decimal("2.5"), 0, "3"),
        (Decimal("-6"), None, "−6"),
        (1240, None, "1240"),
        (12400, None, "12\u00a0400"),
        (Decimal("-0.01"), 1, "0,0"),
    ],
)
def test_figures_in_norwegian(value: Decimal | None, decimals: int | None, words: str) -> None:
    with translation.override("nb"):
        assert wording.figure(value, decimals) == words


@pytest.mark.parametrize(("value", "words"), [(6, "+6"), (-8, "−8"), (0, "0"), (None, "–")])
def test_a_change_has_its_sign(value: int | None, words: str) -> None:
    with translation.override("nb"):
        assert wording.change(value) == words
