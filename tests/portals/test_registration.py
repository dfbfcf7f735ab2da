"""The registration page of a team: the right person sees it, each gap leads to where it is mended, few statements."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.care.models import Appointment, Contact, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.outcomes.queries.registration import ON_A_PAGE
from stegvis.people.models import AccessEntry, Role
from tests.clinic import Clinic, fill_roster, inside, make_clinic, make_member, signed_in
from tests.crowd import make_crowd
from tests.database import Clone

PAGE = "/office/solvik/results/registration/"
WHOLE: dict[str, Any] = {
    "municipality": "4299",
    "work_status_first": "working",
    "work_status_last": "working",
    "sick_pay_first": False,
    "sick_pay_last": False,
}
FREE = re.compile(r"^\s*(begin|commit|savepoint|release|rollback)|set_config", re.I)


@dataclass
class House:
    clinic: Clinic

    def one(self, **values: Any) -> Episode:
        """A course of the therapist's that lacks nothing, but for `values`."""
        return make_crowd(self.clinic.solvik, self.clinic.therapist, 1, **{**WHOLE, **values})[0]

    def now(self, episode: Episode) -> Episode:
        with inside(self.clinic.solvik_organisation):
            return Episode.objects.get(pk=episode.pk)


@pytest.fixture
def house(clone: Clone) -> House:
    clinic = make_clinic()
    fill_roster(clinic.solvik, clinic.lead, clinic.colleague)
    return House(clinic)


def html(browser: Client, path: str = PAGE, language: str = "en") -> str:
    browser.cookies["language"] = language
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.content.decode())


def test_nothing_is_missing(house: House) -> None:
    house.one()
    page = html(signed_in(house.clinic.therapist))
    assert "<h1>Nothing is missing</h1>" in page
    assert "Prøve 0 Nordby" not in page


def test_a_therapist_sees_an_own_client_and_the_log_says_so(house: House) -> None:
    episode = house.one(municipality="")
    page = html(signed_in(house.clinic.therapist))
    assert "Something is missing for 1 client" in page
    assert "Prøve 0 Nordby" in page
    assert f'href="{PAGE}{episode.pk}/"' in page
    with inside(house.clinic.solvik_organisation):
        entry = AccessEntry.objects.get(page="office:registration")
    assert [str(each) for each in entry.persons] == [str(episode.person_id)]


def test_a_colleague_without_a_relation_sees_nobody(house: House) -> None:
    """Neither on the list nor by the address of the page that fills in; on duty today or not."""
    episode = house.one(municipality="")
    third = make_member("Tredje Behandler", Role.THERAPIST, house.clinic.solvik)
    for user in (third, house.clinic.colleague):
        page = html(signed_in(user))
        assert "Nothing is missing" in page
        assert "Nordby" not in page
    assert signed_in(third).get(f"{PAGE}{episode.pk}/").status_code == 404


def test_a_lead_sees_the_teams_and_each_therapist_by_name(house: House) -> None:
    house.one(municipality="")
    for user in (house.clinic.therapist, house.clinic.colleague):
        make_crowd(house.clinic.solvik, user, 1, **WHOLE, state=State.DISCHARGED, discharge_reason="completed",
                   discharged_on=clock.today("Europe/Oslo"))  # fmt: skip
    _treat_all(house)
    page = html(signed_in(house.clinic.lead))
    assert "Prøve 0 Nordby" in page
    assert page.index("Kolbjørn Kollega</th>") < page.index("Tone Prøvesen</th>")
    own = html(signed_in(house.clinic.therapist))
    assert "Kolbjørn" not in own
    assert "The whole team" in own


def test_a_coordinator_sees_counts_and_no_client(house: House) -> None:
    house.one(municipality="", problem="", work_status_first="")
    page = html(signed_in(house.clinic.coordinator))
    assert "Municipality</dt><dd>1 client</dd>" in page
    assert "Nordby" not in page
    assert "Problem or level" not in page
    assert "PHQ-9" not in page


@pytest.mark.parametrize("name", ["manager", "administrator", "editor", "havna_therapist", "fjordbyen_lead"])
def test_nobody_else_finds_the_page(house: House, name: str) -> None:
    episode = house.one(municipality="")
    browser = signed_in(getattr(house.clinic, name))
    assert {browser.get(path).status_code for path in (PAGE, f"{PAGE}{episode.pk}/")} == {404}


GAPS: list[tuple[dict[str, Any], str]] = [
    ({"level": ""}, "/clinic/solvik/intake/{}/level/"),
    ({"state": State.WAITING, "assessed_on": "2026-01-07"}, "/clinic/solvik/intake/{}/"),
    ({"next_appointment_at": None, "last_contact_on": "2020-01-07"}, "/clinic/solvik/clients/{}/discharge/"),
    ({"work_status_first": ""}, PAGE + "{}/"),
    ({"municipality": ""}, PAGE + "{}/"),
]


@pytest.mark.parametrize(("values", "address"), GAPS)
def test_each_gap_leads_to_where_it_is_mended(house: House, values: dict[str, Any], address: str) -> None:
    episode = house.one(**values)
    assert f'<li><a href="{address.format(episode.pk)}">' in html(signed_in(house.clinic.therapist))


def test_a_time_that_passed_leads_to_its_contact_and_is_gone_when_written(house: House) -> None:
    episode = house.one()
    with inside(house.clinic.solvik_organisation):
        time = Appointment.objects.create(
            organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
            episode=episode, starts_at=clock.now() - timedelta(days=20), form="phone", purpose="treatment",
            staff=house.clinic.therapist,
        )  # fmt: skip
    browser = signed_in(house.clinic.therapist)
    address = f"/clinic/solvik/clients/{episode.pk}/contact/?appointment={time.pk}"
    assert f'href="{address}"' in html(browser)
    assert browser.get(address).status_code == 200
    sent = {
        "command": str(uuid.uuid4()), "appointment": str(time.pk), "attendance": "attended", "minutes": "45",
        "on": str(clock.today("Europe/Oslo") - timedelta(days=20)), "purpose": "treatment", "form": "phone",
        "level": "individual",
    }  # fmt: skip
    assert browser.post(address, sent).status_code == 303
    assert "Nothing is missing" in html(browser)


def test_second_answers_lead_to_the_instrument_that_lacks_them(house: House) -> None:
    episode = house.one(scores={"phq-9": {"count": 2}})
    _treat_all(house)
    browser = signed_in(house.clinic.therapist)
    page = html(browser)
    address = f"/clinic/solvik/clients/{episode.pk}/answers/?instrument=gad-7"
    assert f'<a href="{address}">No second answer to GAD-7 yet: type it in' in page
    assert browser.get(address).status_code == 200


def test_what_is_missing_is_filled_in_and_gone(house: House) -> None:
    """Asked for what lacks and nothing else; a course that is over is asked about its last day too."""
    ended = {"state": State.DISCHARGED, "discharge_reason": "moved", "discharged_on": clock.today("Europe/Oslo")}
    episode = house.one(municipality="", work_status_last="", sick_pay_last=None, **ended)
    browser = signed_in(house.clinic.therapist)
    page = html(browser, f"{PAGE}{episode.pk}/")
    assert "last day" in page
    assert "when help was asked for" not in page
    sent = {"command": str(uuid.uuid4()), "municipality": "4299", "work_status_last": "student", "sick_pay_last": "no"}
    answer = browser.post(f"{PAGE}{episode.pk}/", sent)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    now = house.now(episode)
    assert (now.municipality, now.work_status_last, now.sick_pay_last) == ("4299", "student", False)
    assert "Nothing is missing" in html(browser)


def test_what_is_not_known_stays_missing(house: House) -> None:
    episode = house.one(sick_pay_first=None)
    browser = signed_in(house.clinic.therapist)
    sent = {"command": str(uuid.uuid4()), "sick_pay_first": "not_known"}
    assert browser.post(f"{PAGE}{episode.pk}/", sent).status_code == 303
    assert "Something is missing for 1 client" in html(browser)


@pytest.mark.parametrize("typed", ["12", "oslo", "43011"])
def test_a_wrong_number_says_what_is_right(house: House, typed: str) -> None:
    episode = house.one(municipality="")
    browser = signed_in(house.clinic.therapist)
    answer = browser.post(f"{PAGE}{episode.pk}/", {"command": str(uuid.uuid4()), "municipality": typed})
    assert answer.status_code == 422
    assert house.now(episode).municipality == ""


def test_where_nothing_lacks_there_is_nothing_to_fill_in(house: House) -> None:
    answer = signed_in(house.clinic.therapist).get(f"{PAGE}{house.one().pk}/")
    assert (answer.status_code, answer["Location"]) == (303, PAGE)


def test_a_long_list_has_pages_and_filters(house: House) -> None:
    make_crowd(house.clinic.solvik, house.clinic.therapist, ON_A_PAGE + 1, **{**WHOLE, "municipality": ""})
    house.one(work_status_first="")
    browser = signed_in(house.clinic.therapist)
    first = html(browser)
    assert f"All {ON_A_PAGE + 2}" in first
    assert first.count('role="rowheader"') == ON_A_PAGE + 2  # and two lines of completeness
    assert "?page=2" in first
    assert html(browser, f"{PAGE}?page=2").count('role="rowheader"') == 2 + 2
    only = html(browser, f"{PAGE}?lack=work_first")
    assert only.count('role="rowheader"') == 1 + 2
    for odd in ("?page=0", "?page=x", "?page=99999", "?lack=nonsense", "?lack=discharge"):
        html(browser, PAGE + odd)


@pytest.mark.parametrize("name", ["therapist", "lead", "coordinator"])
def test_at_most_eight_statements_however_many_clients(house: House, name: str) -> None:
    browser = signed_in(getattr(house.clinic, name))
    cost = []
    for size in (6, 54):
        make_crowd(house.clinic.solvik, house.clinic.therapist, size, **{**WHOLE, "municipality": ""})
        _treat_all(house)
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(PAGE).status_code == 200
        cost.append(len([one for one in seen.captured_queries if not FREE.search(one["sql"])]))
    assert cost[0] == cost[1] <= 8, cost


def test_the_menu_leads_there(house: House) -> None:
    for user, there in (
        (house.clinic.therapist, True),
        (house.clinic.coordinator, True),
        (house.clinic.manager, False),
    ):
        page = "/clinic/solvik/intake/" if user != house.clinic.manager else "/office/solvik/results/"
        assert (f'href="{PAGE}"' in html(signed_in(user), page)) == there


def _treat_all(house: House) -> None:
    """Two treatment contacts for everybody."""
    with inside(house.clinic.solvik_organisation):
        Contact.objects.bulk_create(_contacts(house))


def _contacts(house: House) -> Iterator[Contact]:
    today = clock.today("Europe/Oslo")
    for episode in Episode.objects.all():
        for number in (1, 2):
            yield Contact(
                organisation_id=episode.organisation_id, team_id=episode.team_id, person_id=episode.person_id,
                episode=episode, on=today - timedelta(days=number), purpose=Purpose.TREATMENT, form=Form.PHONE,
                attendance=Attendance.ATTENDED, by_id=house.clinic.therapist.pk, recorded_at=clock.now(),
            )  # fmt: skip
