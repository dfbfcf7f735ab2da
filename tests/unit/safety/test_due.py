"""By when an alert must be read: four hours of service time, worked out by hand for the days that go wrong.

The team is open Monday to Friday from 8 to 15.30. Times are those on the wall in Oslo.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from stegvis.definitions import clock
from stegvis.people.models import Closure, Team
from tests.unit.safety.conftest import Watched

OSLO = ZoneInfo("Europe/Oslo")

BY_HAND = [
    ("2026-03-16 08:00", "2026-03-16 12:00", "the minute the team opens"),
    ("2026-03-16 09:15", "2026-03-16 13:15", "within one day"),
    ("2026-03-16 11:30", "2026-03-16 15:30", "just done when the team closes"),
    ("2026-03-16 11:31", "2026-03-17 08:01", "one minute is left for the next day"),
    ("2026-03-15 21:40", "2026-03-16 12:00", "a Sunday evening"),
    ("2026-03-20 15:29", "2026-03-23 11:59", "the last minute of a Friday"),
    ("2026-03-20 15:30", "2026-03-23 12:00", "as the team closes on a Friday"),
    ("2026-03-21 10:00", "2026-03-23 12:00", "a Saturday"),
    ("2026-03-22 23:59", "2026-03-23 12:00", "the last minute of a weekend"),
    ("2026-03-29 01:30", "2026-03-30 12:00", "the night that has 23 hours"),
    ("2026-03-27 14:30", "2026-03-30 11:00", "over the weekend in which summer time begins"),
    ("2026-10-25 02:30", "2026-10-26 12:00", "the hour that comes twice"),
    ("2026-10-23 15:00", "2026-10-26 11:30", "over the weekend in which summer time ends"),
    ("2026-04-01 14:30", "2026-04-07 11:00", "over Easter: closed Thursday, Friday and Monday"),
    ("2026-04-30 15:00", "2026-05-04 11:30", "over 1 May, a Friday"),
    ("2026-05-13 15:00", "2026-05-15 11:30", "over Ascension Day, a Thursday"),
    ("2028-05-16 15:00", "2028-05-18 11:30", "over 17 May, a Wednesday"),
    ("2028-05-17 10:00", "2028-05-18 12:00", "on 17 May"),
    ("2026-12-23 14:00", "2026-12-28 10:30", "over Christmas, from the day before the eve"),
    ("2026-12-24 09:00", "2026-12-28 12:00", "on Christmas Eve"),
    ("2026-12-31 10:00", "2027-01-04 12:00", "on New Year's Eve, with a Friday and a weekend after it"),
    ("2028-02-28 15:00", "2028-02-29 11:30", "into a leap day"),
]


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=OSLO)


@pytest.mark.parametrize(("at", "due", "why"), BY_HAND, ids=[why for *_, why in BY_HAND])
def test_the_limit_is_four_hours_in_which_the_team_is_open(watched: Watched, at: str, due: str, why: str) -> None:
    with clock.standing_at(wall(at)):
        assert watched.answers(1).due_at == wall(due)


def test_a_team_may_shorten_the_limit(watched: Watched) -> None:
    Team.objects.filter(pk=watched.clinic.solvik.pk).update(alert_minutes=60)
    with clock.standing_at(wall("2026-03-16 15:00")):
        assert watched.answers(1).due_at == wall("2026-03-17 08:30")


def test_a_day_on_which_the_team_is_closed_does_not_count(watched: Watched) -> None:
    Closure.objects.create(team=watched.clinic.solvik, on=date(2026, 3, 17))
    with clock.standing_at(wall("2026-03-16 15:00")):
        assert watched.answers(1).due_at == wall("2026-03-18 11:30")


@pytest.mark.parametrize("value", [1, 2, 3])
def test_the_limit_is_the_same_whatever_was_answered(watched: Watched, value: int) -> None:
    """A shorter limit for a higher answer would be a grade of risk, and the grade does not predict (facts §4.1)."""
    with clock.standing_at(wall("2026-03-16 09:00")):
        assert watched.answers(value).due_at == wall("2026-03-16 13:00")


def test_a_team_without_opening_hours_has_the_limit_by_the_clock_and_loses_no_answer(watched: Watched) -> None:
    """There is no service time to wait for; refusing the answer would hide it."""
    watched.clinic.solvik.opening_hours.all().delete()
    with clock.standing_at(wall("2026-03-16 22:00")):
        assert watched.answers(1).due_at == wall("2026-03-17 02:00")
