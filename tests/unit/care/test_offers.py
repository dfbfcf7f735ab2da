"""What a team offers, as people choose by it: only what is open, in their language, nothing that has passed."""

from datetime import UTC, date, datetime

import pytest

from stegvis.care.models import Offer
from stegvis.care.queries.offers import open_offers
from stegvis.definitions import clock
from tests.clinic import Clinic, acting, make_clinic, visitor
from tests.database import Clone

NOON = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def test_offers_stand_in_the_teams_order_and_closed_ones_are_left_out(clinic: Clinic) -> None:
    Offer.objects.filter(team=clinic.solvik, level="group").update(is_open=False)
    with clock.standing_at(NOON), acting(visitor(clinic.solvik)):
        found = open_offers(clinic.solvik, "nb")
    assert [offer.level for offer in found] == ["open_self_help", "guided_self_help", "course", "individual"]
    assert found[3].wait_weeks == 4


def test_a_start_that_has_passed_and_its_seats_are_not_offered(clinic: Clinic) -> None:
    """Four free seats in a course that began last week would make somebody ask for nothing."""
    courses = Offer.objects.filter(team=clinic.solvik, level="course")
    for start, seats in ((date(2026, 3, 17), 4), (date(2026, 3, 16), None)):
        courses.update(next_start=start, free_seats=4)
        with clock.standing_at(NOON), acting(visitor(clinic.solvik)):
            course = open_offers(clinic.solvik, "nb")[2]
        assert (course.next_start, course.free_seats) == (start if seats else None, seats)


def test_a_text_that_is_not_translated_is_shown_in_the_language_it_has(clinic: Clinic) -> None:
    Offer.objects.filter(team=clinic.solvik, level="course").update(names={"nb": "Kurs", "en": ""})
    with acting(visitor(clinic.solvik)):
        assert [open_offers(clinic.solvik, language)[2].name for language in ("nb", "en", "sv")] == ["Kurs"] * 3
