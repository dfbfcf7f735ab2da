"""NHS England's own published percentages follow from its own published counts by our rate function."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from stegvis.outcomes.measures import rate

# NHS England, Talking Therapies, annual reports; Open Government Licence v3.0.
PUBLISHED = (
    Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nhstt_england_annual_2017-18_to_2024-25.csv"
)
OF_FINISHED = {
    "percentage_improvement": "count_improvement",
    "percentage_deterioration": "count_deterioration",
    "percentage_no_reliable_change": "count_no_reliable_change",
}
OF_THOSE_WHO_COULD_RECOVER = {
    "percentage_recovery": "count_recovery",
    "percentage_reliable_recovery": "count_reliable_recovery",
}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The rows that carry counts: one for each year and each slice of England."""
    with PUBLISHED.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["count_recovery"].isdigit()]


def _computed(row: dict[str, str]) -> Iterator[tuple[str, Decimal | None]]:
    finished = int(row["count_finished_course_treatment"])
    could_recover = finished - int(row["count_not_at_caseness"])
    for published, counted in OF_FINISHED.items():
        yield published, rate(int(row[counted]), finished)
    for published, counted in OF_THOSE_WHO_COULD_RECOVER.items():
        yield published, rate(int(row[counted]), could_recover)


def test_there_are_787_rows_with_counts(rows):
    """Fewer would mean that the rates below are not all looked at."""
    assert len(rows) == 787


def test_every_published_rate_follows_from_its_counts(rows):
    """Improvement, deterioration and no change over the finished; recovery and reliable recovery over the
    finished less those not at caseness. Five a row, 3,935 in all, every one exact."""
    compared = [(Decimal(row[name]), value) for row in rows for name, value in _computed(row)]
    assert len(compared) == 787 * 5
    assert [pair for pair in compared if pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    ("numerator", "denominator", "published"),
    [(902, 1760, "51.3"), (5, 80, "6.3"), (3034, 6560, "46.3"), (15, 48, "31.3")],
)
def test_halves_round_up(numerator, denominator, published):
    """Each of these is x.x5 exactly. Rounding halves to the even digit, as Python's round() does, misses them."""
    assert rate(numerator, denominator) == Decimal(published)
    assert Decimal(100 * numerator) / denominator == Decimal(published) - Decimal("0.05")


def test_nobody_gives_no_rate():
    """An empty denominator is not 0 percent."""
    assert rate(0, 0) is None
    assert rate(0, 5) == Decimal("0.0")
