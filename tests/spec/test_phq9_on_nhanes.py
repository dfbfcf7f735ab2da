"""PHQ-9 over a whole population: the American survey whose results CDC has published.

NHANES 2013-2016 asked PHQ-9 of adults from 20 years. Scored by our own command and weighted as CDC weights
them, its answers must give the published share of people with depression. The file is public domain.
"""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

NHANES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "nhanes_2013_2016_dpq_age20plus.csv"
ITEMS = [str(code) for code in range(1, 10)]
# CDC's codes for "refused" and "don't know".
NOT_ANSWERED = {"7", "9"}
MAN, WOMAN = "1", "2"

Row = dict[str, str]


@pytest.fixture(scope="module")
def scored() -> list[Row]:
    """Every person of the survey, through `stegvis score phq-9`."""
    assert NHANES.is_file(), f"This test needs {NHANES.name} in ../shared/data beside the checkout; it is not there."
    given = io.StringIO()
    writer = csv.writer(given)
    writer.writerow(["sex", "weight", *ITEMS])
    with NHANES.open(encoding="utf-8", newline="") as file:
        for person in csv.DictReader(file):
            answers = [person[f"DPQ{int(code):02}0"] for code in ITEMS]
            answers = ["" if answer in NOT_ANSWERED else answer for answer in answers]
            writer.writerow([person["RIAGENDR"], person["WTMEC2YR"], *answers])
    done = subprocess.run(
        [sys.executable, "-m", "stegvis.config.command", "score", "phq-9"],
        input=given.getvalue(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 11_062
    return rows


def share(rows: list[Row], belongs: Callable[[Row], bool]) -> Decimal:
    """Weighted per cent of the complete forms, one decimal."""
    complete = [row for row in rows if row["score"]]
    part = sum(Decimal(row["weight"]) for row in complete if belongs(row))
    whole = sum(Decimal(row["weight"]) for row in complete)
    return (100 * part / whole).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("who", "published"), [({MAN, WOMAN}, "8.1"), ({WOMAN}, "10.4"), ({MAN}, "5.5")], ids=["all", "women", "men"]
)
def test_one_adult_in_twelve_is_a_case(scored, who, published):
    """In any two weeks of 2013 to 2016, 8.1 % of adults had a PHQ-9 of 10 or more: 10.4 % of women and 5.5 % of
    men (NCHS Data Brief 303, complete forms, weighted by WTMEC2YR)."""
    rows = [row for row in scored if row["sex"] in who]
    assert share(rows, lambda row: row["case"] == "true") == Decimal(published)


@pytest.mark.parametrize(
    ("bands", "published"),
    [
        ({"minimal"}, "76.3"),
        ({"mild"}, "15.6"),
        ({"moderate"}, "5.1"),
        ({"moderately_severe", "severe"}, "2.9"),
    ],
    ids=["none or minimal", "mild", "moderate", "severe"],
)
def test_the_bands_have_their_published_shares(scored, bands, published):
    """Three in four have none or minimal symptoms; CDC counts the two upper bands as one (MMWR 67(9):287)."""
    assert share(scored, lambda row: row["band"] in bands) == Decimal(published)


def test_a_form_with_any_item_empty_has_no_score_but_may_have_an_alert(scored):
    """What was refused or not known is missing, never zero; item 9 is heeded all the same."""
    for row in scored:
        empty = any(row[code] == "" for code in ITEMS)
        assert (row["score"] == "") is empty
        assert (row["band"] == "") is empty
        assert (row["case"] == "") is empty
        assert row["alert"] == ("true" if row["9"] in {"1", "2", "3"} else "false")
    assert any(row["alert"] == "true" and not row["score"] for row in scored)
