"""Teams as anybody may see them: the week in words needs days with the same hours together."""

from datetime import time

import pytest

from stegvis.people.models import OpeningHours
from stegvis.people.queries.teams import Hours, hours_of, place_in, place_of, teams
from tests.clinic import Clinic, acting, make_clinic, visitor
from tests.database import Clone


@pytest.fixture
def clinic(clone: Clone) -> Clinic:
    return make_clinic()


def test_the_list_of_teams_needs_no_organisation_to_be_entered(clinic: Clinic) -> None:
    assert [(one.slug, one.organisation, one.municipalities) for one in teams()] == [
        ("fjordbyen", "Fjordbyen region", ("Fjordbyen",)),
        ("havna", "Solvik kommune", ("Solvik",)),
        ("solvik", "Solvik kommune", ("Solvik",)),
    ]


def test_days_with_the_same_hours_stand_together(clinic: Clinic) -> None:
    ordinary, evening = (time(8), time(15, 30)), (time(17), time(20))
    OpeningHours.objects.create(team=clinic.solvik, weekday=2, opens=time(17), closes=time(20))
    OpeningHours.objects.filter(team=clinic.solvik, weekday=4).delete()
    OpeningHours.objects.create(team=clinic.solvik, weekday=5, opens=time(8), closes=time(15, 30))
    assert hours_of(clinic.solvik) == (
        Hours(0, 1, (ordinary,)),
        Hours(2, 2, (ordinary, evening)),
        Hours(3, 3, (ordinary,)),
        Hours(5, 5, (ordinary,)),
    )


def test_a_form_knows_the_same_place_on_public_and_on_staff_pages(clinic: Clinic) -> None:
    with acting(visitor(clinic.fjordbyen)) as viewer:
        assert place_of(viewer) == place_in(clinic.fjordbyen)
    assert place_in(clinic.fjordbyen).municipalities == (("1499", "Fjordbyen"),)
