"""Who may have asked before: told to the clinic as yes or no, to nobody else, never across organisations."""

from datetime import date

import pytest

from stegvis.care.models import Episode
from stegvis.care.queries.duplicates import possible_earlier, possible_earlier_among
from stegvis.people.models import NotFound
from tests.clinic import Clinic, acting, actor, make_clinic, refer_someone, visitor
from tests.database import Clone

NUMBER = "17859012345"


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def _flagged(clinic: Clinic, *episodes: Episode) -> list[bool]:
    with acting(actor(clinic.coordinator, clinic.solvik)) as viewer:
        return [possible_earlier(viewer, episode.person) for episode in episodes]


def test_the_second_request_is_flagged_and_the_first_is_not(clinic: Clinic) -> None:
    first = refer_someone(clinic.solvik, "Kari Prøve")
    second = refer_someone(clinic.solvik, "  kari   PRØVE ")
    assert _flagged(clinic, first, second) == [False, True]


def test_the_number_is_enough_when_the_name_has_changed(clinic: Clinic) -> None:
    first = refer_someone(clinic.solvik, "Kari Prøve", national_number=NUMBER)
    second = refer_someone(clinic.solvik, "Kari Nygift", national_number=NUMBER)
    assert _flagged(clinic, first, second) == [False, True]


def test_a_namesake_of_another_age_and_two_without_number_are_not_the_same(clinic: Clinic) -> None:
    """An empty number is no number: otherwise everybody without one would be the same person."""
    episodes = [
        refer_someone(clinic.solvik, "Kari Prøve"),
        refer_someone(clinic.solvik, "Kari Prøve", birth_date=date(1991, 5, 17)),
        refer_someone(clinic.solvik, "Ola Prøve"),
    ]
    assert _flagged(clinic, *episodes) == [False, False, False]


def test_the_other_team_of_the_organisation_counts_and_another_organisation_never(clinic: Clinic) -> None:
    refer_someone(clinic.havna, "Kari Prøve", national_number=NUMBER)
    refer_someone(clinic.fjordbyen, "Ola Prøve", national_number="17859054321")
    known = refer_someone(clinic.solvik, "Kari Prøve")
    stranger = refer_someone(clinic.solvik, "Ola Prøve", national_number="17859054321")
    assert _flagged(clinic, known, stranger) == [True, False]


def test_a_whole_board_is_asked_in_one_statement(clinic: Clinic, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    episodes = [refer_someone(clinic.solvik, name) for name in ("Kari Prøve", "Ola Prøve", "Kari Prøve")]
    with acting(actor(clinic.therapist, clinic.solvik)) as viewer, django_assert_num_queries(1):
        found = possible_earlier_among(viewer, [episode.person_id for episode in episodes])
    assert found == {episodes[2].person_id}


def test_a_visitor_is_told_nothing(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, "Kari Prøve")
    for viewer in (visitor(clinic.solvik), actor(clinic.manager, clinic.solvik)):
        with acting(viewer), pytest.raises(NotFound):
            possible_earlier(viewer, episode.person)
