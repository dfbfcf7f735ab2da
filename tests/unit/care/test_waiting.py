"""The public wait is the team's own median, in whole weeks, and silent where it would speak of single persons."""

from datetime import UTC, date, datetime, timedelta

import pytest

from stegvis.care.models import Episode
from stegvis.care.queries.waiting import Wait, public_wait
from stegvis.definitions import clock
from stegvis.people.models import Team
from tests.clinic import Clinic, acting, make_clinic, refer_someone, visitor
from tests.database import Clone

TODAY = date(2026, 3, 17)
NOON = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def _assessed(team: Team, waits: list[int], *, on: date = TODAY) -> None:
    """Somebody per wait (days), all assessed on one day."""
    for number, days in enumerate(waits):
        episode = refer_someone(team, f"Prøve {'abcdefghijklmnopqrstuvwxyz'[number % 26]}{number}")
        with acting(visitor(team)):
            Episode.objects.filter(pk=episode.pk).update(received_on=on - timedelta(days=days), assessed_on=on)


def _wait(team: Team) -> Wait:
    with clock.standing_at(NOON), acting(visitor(team)):
        return public_wait(team)


@pytest.mark.parametrize(
    ("waits", "weeks"),
    [
        ([8] * 20, 1),
        ([10] * 10 + [11] * 10, 2),  # median 10.5 days is one and a half weeks: half rounds up
        ([3] * 20, 0),
        ([7] * 10 + [28] * 10, 3),  # median 17.5
        ([1] * 9 + [14] * 3 + [90] * 9, 2),
    ],
)
def test_the_wait_is_the_median_in_whole_weeks(clinic: Clinic, waits: list[int], weeks: int) -> None:
    _assessed(clinic.solvik, waits)
    assert _wait(clinic.solvik) == Wait(weeks, len(waits))


def test_under_twenty_cases_say_nothing(clinic: Clinic) -> None:
    """Nineteen persons are few enough that a neighbour could recognise one."""
    _assessed(clinic.solvik, [8] * 19)
    assert _wait(clinic.solvik) == Wait(None, 19)


def test_an_empty_team_says_nothing(clinic: Clinic) -> None:
    assert _wait(clinic.solvik) == Wait(None, 0)


def test_only_the_last_ninety_days_and_only_this_team_count(clinic: Clinic) -> None:
    _assessed(clinic.solvik, [8] * 20, on=TODAY - timedelta(days=90))
    _assessed(clinic.havna, [8] * 20)
    assert _wait(clinic.solvik) == Wait(None, 0)
    _assessed(clinic.solvik, [21] * 20, on=TODAY - timedelta(days=89))
    assert _wait(clinic.solvik) == Wait(3, 20)


def test_those_who_still_wait_are_not_counted(clinic: Clinic) -> None:
    for number in range(20):
        refer_someone(clinic.solvik, f"Prøve {number}", days_ago=40)
    assert _wait(clinic.solvik) == Wait(None, 0)
