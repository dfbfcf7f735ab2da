"""The organisation's results: for managers alone, published figures alone, one line a team and a municipality."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.outcomes.queries.results import Figure, organisation_results, team_results
from stegvis.people.models import NotFound
from stegvis.portals.office.organisation import SHOWN, lines
from stegvis.portals.office.periods import whole_quarters
from stegvis.portals.office.told import Told
from tests.clinic import Clinic, acting, actor, again, make_clinic, signed_in
from tests.crowd import make_crowd
from tests.portals.test_results import FREE

PAGE = "/office/solvik/results/organisation/"


@pytest.fixture
def clinic(db: None) -> Clinic:
    """Solvik has 30 who asked for help in the period, 3 of them in Oslo; the team of Havna has 12."""
    clinic = make_clinic()
    asked = {"received_on": period().first}
    make_crowd(clinic.solvik, clinic.therapist, 27, municipality="4299", **asked)
    make_crowd(clinic.solvik, clinic.therapist, 3, municipality="0301", **asked)
    make_crowd(clinic.havna, clinic.havna_therapist, 12, municipality="4299", **asked)
    return clinic


def period():  # type: ignore[no-untyped-def]
    from stegvis.definitions import clock

    return whole_quarters(clock.today("Europe/Oslo"))


def referrals(clinic: Clinic, name: str) -> dict[str, dict[str, object]]:
    with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by:
        found = organisation_results(by, first=period().first, last=period().last)
    return {
        part: {"".join(one.group): one.value for one in getattr(found, part) if one.name == "referrals"}
        for part in ("whole", "teams", "municipalities")
    }


def test_a_manager_sees_the_house_its_teams_and_its_municipalities_as_published(clinic: Clinic) -> None:
    """42 and 39 are both shown as 40, which leaves the three of the smaller municipality anything from 1 to 4."""
    found = referrals(clinic, "manager")
    assert found["whole"] == {"": 40}
    assert found["teams"] == {"solvik": 30, "havna": 10}
    assert found["municipalities"] == {"4299": 40, "0301": "*"}


@pytest.mark.parametrize("name", ["therapist", "lead", "coordinator", "administrator"])
def test_nobody_else_does(clinic: Clinic, name: str) -> None:
    """Who sees true counts of the own team could set them against the whole and have the other team's."""
    assert signed_in(getattr(clinic, name)).get(PAGE).status_code == 404
    with acting(again(actor(getattr(clinic, name), clinic.solvik))) as by, pytest.raises(NotFound):
        organisation_results(by, first=period().first, last=period().last)


def test_the_page_says_it_in_words_and_costs_few_statements(clinic: Clinic) -> None:
    client = signed_in(clinic.manager)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as caught:
        page = client.get(PAGE)
    assert page.status_code == 200
    assert "Team for team" in page.content.decode()
    assert len([one for one in caught.captured_queries if not FREE.match(one["sql"])]) <= 8


def test_a_team_has_the_same_figures_on_its_own_page(clinic: Clinic) -> None:
    """Two pages that hide different figures of one team would tell what both hide."""
    with acting(again(actor(clinic.manager, clinic.solvik))) as by:
        alone = team_results(by, team="solvik", first=period().first, last=period().last)
        beside = organisation_results(by, first=period().first, last=period().last).teams
    assert alone
    assert alone == [one for one in beside if one.group == ("solvik",)]


def test_lines_stand_in_the_order_of_names_and_what_is_not_known_last(clinic: Clinic) -> None:
    with acting(again(actor(clinic.manager, clinic.solvik))) as by:
        found = organisation_results(by, first=period().first, last=period().last)
    titles = dict.fromkeys(SHOWN, "")
    named = lines(found.teams, {"solvik": "B", "havna": "A"}, titles)
    assert [name for name, _ in named] == ["A", "B"]
    assert [len(cells) for _, cells in named] == [len(SHOWN)] * 2


def test_an_empty_house_says_so(db: None) -> None:
    page = signed_in(make_clinic().manager).get(PAGE)
    assert page.status_code == 200
    assert 'class="figures"' not in page.content.decode()


def test_a_hidden_count_is_called_hidden_and_never_a_number() -> None:
    """A count over 7 is hidden too, where a small one could be worked out from it: "1 to 7" would be untrue."""
    told = Told.of(Figure("recovery", "", "", "rate", "*", 60, "*", "*"))
    assert told.line == "hidden, hidden of 60, a hidden number missing"
    assert told.cells == ("hidden", "hidden", "60", "hidden")
