"""The manual on waiting: calendar days from the day the referral was received."""

import pytest

from tests.spec.registration import Registration


@pytest.fixture
def registered() -> Registration:
    return Registration()


@pytest.mark.parametrize(
    ("started", "six", "eighteen"),
    [("2024-02-12", 1, 1), ("2024-02-13", 0, 1), ("2024-05-06", 0, 1), ("2024-05-07", 0, 0)],
)
def test_six_weeks_are_42_days_and_eighteen_are_126(registered, of, started, six, eighteen):
    """From 1 January 2024 the 42nd day is 12 February, the 126th 6 May: still within; the day after is not."""
    registered.episode(discharged_on="2024-06-30")
    registered.contact("a", started)
    registered.contact("a", "2024-06-01")
    assert of(registered, "waited_6_weeks")[0] == six
    assert of(registered, "waited_18_weeks")[0] == eighteen


def test_waiting_targets_are_of_the_finished(registered, of):
    """Who has started but not finished is in the median, not in the share within six weeks."""
    registered.episode("open")
    registered.contact("open", "2024-01-08")
    assert of(registered, "waited_6_weeks") is None
    assert of(registered, "wait_treatment") == (None, 1, "7.0", None)


@pytest.mark.parametrize(
    ("days", "median"),
    [([3], "3.0"), ([3, 4], "3.5"), ([1, 9, 2], "2.0"), ([1, 2, 9, 30], "5.5"), ([0, 0, 0, 40], "0.0")],
)
def test_the_median_lies_halfway_between_the_two_in_the_middle(registered, of, days, median):
    """Linear interpolation: half of the people waited no longer than this. It has no numerator."""
    for place, day in enumerate(days):
        registered.episode(f"e{place}", received_on="2024-03-01")
        registered.contact(f"e{place}", f"2024-03-{1 + day:02d}" if day < 31 else "2024-04-10", "assessment")
    assert of(registered, "wait_assessment") == (None, len(days), median, None)


def test_days_are_counted_over_a_leap_day_and_the_change_to_summer_time(registered, of):
    """27 February to 1 April 2024 is 34 days, whatever the clocks did on 31 March."""
    registered.episode(received_on="2024-02-27")
    registered.contact("a", "2024-04-01")
    assert of(registered, "wait_treatment") == (None, 1, "34.0", None)


def test_an_assessment_before_the_referral_is_a_wait_below_zero(registered, of):
    """The date counts as it was written; the figure does not hide that the referral was written down late."""
    registered.episode(received_on="2024-01-10")
    registered.contact("a", "2024-01-05", "assessment")
    assert of(registered, "wait_assessment") == (None, 1, "-5.0", None)


def test_a_wait_from_an_unknown_day_is_not_in_the_median(registered, of):
    """The person was assessed, and is in the denominator; how long they waited nobody knows."""
    registered.episode("a", received_on="2024-01-01")
    registered.contact("a", "2024-01-11", "assessment")
    registered.episode("b", received_on=None)
    registered.contact("b", "2024-01-11", "assessment")
    assert of(registered, "wait_assessment") == (None, 2, "10.0", None)


def test_waits_belong_to_the_month_in_which_they_ended(registered, count):
    """To assessment: the month of the assessment. To treatment: the month of the start. Targets: of discharge."""
    registered.finished("a", received_on="2023-11-30")
    registered.contact("a", "2023-12-30", "assessment")
    rows = count(registered, "month")
    assert rows.figure("wait_assessment", "2023-12") == (None, 1, "30.0", None)
    assert rows.figure("wait_treatment", "2024-02") == (None, 1, "63.0", None)
    assert rows.figure("waited_6_weeks", "2024-06") == (0, 1, "0.0", None)
    assert rows.figure("waited_18_weeks", "2024-06") == (1, 1, "100.0", None)
