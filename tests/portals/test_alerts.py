"""Alerts and the duty roster as pages: read, then acknowledged, then closed; nothing shown before it is asked for."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.people.actions.beat import beat
from stegvis.questionnaires.actions.ask import ask
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.safety.models import Alert, DutyShift
from tests.clinic import (
    Clinic,
    acting,
    actor,
    again,
    client_actor,
    fill_roster,
    inside,
    make_clinic,
    refer_someone,
    signed_in,
)
from tests.conftest import Clone
from tests.portals.test_work import statements

QUESTION = "Tanker om at du like gjerne kunne vært død"


@dataclass
class Raised:
    clinic: Clinic
    episode: Episode
    alert: Alert

    def url(self, step: str = "") -> str:
        return f"/clinic/solvik/alerts/{self.alert.pk}/{step}"

    def state(self) -> str:
        with inside(self.clinic.solvik_organisation):
            return str(Alert.objects.get(pk=self.alert.pk).state)

    def post(self, browser: Client, step: str, **values: Any) -> Any:
        return browser.post(self.url(step), {"command": str(uuid.uuid4()), **values})


@pytest.fixture
def raised(clone: Clone) -> Raised:
    clinic = make_clinic()
    fill_roster(clinic.solvik, clinic.lead, clinic.colleague, days=28)
    episode = refer_someone(clinic.solvik, responsible=clinic.therapist, gp_name="Dr. Prøvesen")
    staff = again(actor(clinic.therapist, clinic.solvik))
    with acting(staff):
        (asked,) = ask(by=staff, episode=episode, instruments=["phq-9"], due_on=clock.today("Europe/Oslo"))
    with acting(again(client_actor(episode.person))) as client:
        save_item(by=client, questionnaire_id=asked.pk, item="9", value=1)
    with inside(clinic.solvik_organisation):
        return Raised(clinic, episode, Alert.objects.get())


def test_the_way_of_an_alert(raised: Raised) -> None:
    browser = signed_in(raised.clinic.therapist)
    page = browser.get(raised.url()).content.decode()
    assert QUESTION not in page
    assert "Kari Prøve" in page
    assert "17. mai 1990" in page
    assert 'href="tel:' in page
    assert "Dr. Prøvesen" in page

    assert raised.post(browser, "read/").status_code == 303
    assert QUESTION in browser.get(raised.url()).content.decode()
    assert raised.post(browser, "acknowledge/").status_code == 303
    assert raised.state() == "acknowledged"

    empty = raised.post(browser, "close/", done="  ")
    assert empty.status_code == 200
    assert "Skriv hva som er gjort" in empty.content.decode()
    assert raised.post(browser, "close/", done="Ringte Kari.").status_code == 303
    assert raised.state() == "closed"
    assert "Ringte Kari." in browser.get(raised.url()).content.decode()
    assert "Ringte Kari." in browser.get(f"/clinic/solvik/clients/{raised.episode.pk}/").content.decode()


def test_an_alert_cannot_be_acknowledged_unread(raised: Raised) -> None:
    """Not by the form, and not by anybody who makes the request by hand."""
    browser = signed_in(raised.clinic.therapist)
    assert "acknowledge/" not in browser.get(raised.url()).content.decode()
    answer = raised.post(browser, "acknowledge/")
    assert answer.status_code == 303
    assert raised.state() == "raised"
    assert "Les svarene først" in browser.get(raised.url()).content.decode()


def test_reading_is_each_humans_own(raised: Raised) -> None:
    raised.post(signed_in(raised.clinic.therapist), "read/")
    lead = signed_in(raised.clinic.lead)
    page = lead.get(raised.url()).content.decode()
    assert QUESTION not in page
    assert raised.clinic.therapist.name in page
    raised.post(lead, "acknowledge/")
    assert raised.state() == "raised"


@pytest.mark.parametrize("step", ["read/", "acknowledge/", "close/"])
def test_nothing_happens_by_following_a_link(raised: Raised, step: str) -> None:
    """A mail program that fetches addresses must not acknowledge (facts/safety.md §4.2.7)."""
    assert signed_in(raised.clinic.therapist).get(raised.url(step)).status_code == 405
    assert raised.state() == "raised"


def test_strangers_get_404(raised: Raised) -> None:
    clinic = raised.clinic
    for user in (clinic.havna_therapist, clinic.fjordbyen_lead, clinic.coordinator, clinic.manager):
        browser = signed_in(user)
        assert browser.get(raised.url()).status_code == 404
        for step in ("read/", "acknowledge/", "close/"):
            assert raised.post(browser, step, done="Ringte.").status_code == 404
        assert browser.get("/clinic/solvik/alerts/").status_code == 404
    assert raised.state() == "raised"


def test_no_page_shows_a_grade(raised: Raised) -> None:
    """N046: nowhere low, medium or high risk."""
    browser = signed_in(raised.clinic.therapist)
    raised.post(browser, "read/")
    pages = [raised.url(), "/clinic/solvik/alerts/", "/clinic/solvik/clients/", "/clinic/solvik/today/"]
    for path in pages:
        page = browser.get(path).content.decode().lower()
        for word in ("lav risiko", "høy risiko", "middels risiko", "moderat risiko", "risikoskår"):
            assert word not in page, path


def test_the_menu_counts_open_alerts_on_every_staff_page(raised: Raised) -> None:
    for path in ("/clinic/solvik/today/", "/clinic/solvik/duty/", "/clinic/solvik/intake/"):
        assert "1 åpent" in signed_in(raised.clinic.therapist).get(path).content.decode(), path
    assert "1 åpent" not in signed_in(raised.clinic.coordinator).get("/clinic/solvik/duty/").content.decode()


def test_a_silent_worker_is_told_on_every_staff_page(raised: Raised) -> None:
    browser = signed_in(raised.clinic.therapist)
    words = "Stegvis sender ikke meldinger akkurat nå"
    beat("worker")
    assert words not in browser.get("/clinic/solvik/today/").content.decode()
    with clock.moved_by(timedelta(seconds=121)):
        assert words in browser.get("/clinic/solvik/today/").content.decode()


def test_the_record_shows_the_alert_first(raised: Raised) -> None:
    page = signed_in(raised.clinic.therapist).get(f"/clinic/solvik/clients/{raised.episode.pk}/").content.decode()
    assert page.index("Svar som må leses") < page.index("Kontakter")
    assert QUESTION not in page


def test_a_course_does_not_end_while_an_alert_is_open(raised: Raised) -> None:
    browser = signed_in(raised.clinic.therapist)
    path = f"/clinic/solvik/clients/{raised.episode.pk}/discharge/"
    assert "Et varsel er åpent" in browser.get(path).content.decode()
    sent = {"command": str(uuid.uuid4()), "reason": "completed", "work_status": "working", "on_sick_pay": "no"}
    assert browser.post(path, sent).status_code == 200
    with inside(raised.clinic.solvik_organisation):
        assert Episode.objects.get(pk=raised.episode.pk).state == "waiting"


def test_the_pages_cost_eight_statements_at_most(raised: Raised) -> None:
    browser = signed_in(raised.clinic.therapist)
    raised.post(browser, "read/")
    browser.get(raised.url())
    for path in (raised.url(), "/clinic/solvik/alerts/", "/clinic/solvik/duty/"):
        assert statements(browser, path) <= 8, path


def roster_form(browser: Client) -> dict[str, str]:
    form = browser.get("/clinic/solvik/duty/").context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def test_the_coordinator_plans_and_the_gap_closes_and_opens_phq_9(raised: Raised) -> None:
    browser = signed_in(raised.clinic.coordinator)
    assert "er stengt for klientene" not in browser.get("/clinic/solvik/duty/").content.decode()
    values = roster_form(browser)
    day = sorted(name.removeprefix("duty-") for name in values if name.startswith("duty-"))[0]
    emptied = {**values, f"duty-{day}": "", f"substitute-{day}": "", "command": str(uuid.uuid4())}
    assert browser.post("/clinic/solvik/duty/", emptied).status_code == 303
    page = browser.get("/clinic/solvik/duty/").content.decode()
    assert "1 dag mangler vakt" in page
    assert "PHQ-9 er stengt for klientene" in page

    stretch = {"first": day, "last": day, "duty": raised.clinic.colleague.pk, "substitute": raised.clinic.lead.pk}
    sent = {**stretch, "command": str(uuid.uuid4())}
    assert browser.post("/clinic/solvik/duty/stretch/", sent).status_code == 303
    assert "er stengt for klientene" not in browser.get("/clinic/solvik/duty/").content.decode()
    with inside(raised.clinic.solvik_organisation):
        assert DutyShift.objects.get(on=day).duty_id == raised.clinic.colleague.pk


def test_one_person_twice_is_refused_beside_the_field(raised: Raised) -> None:
    browser = signed_in(raised.clinic.lead)
    values = roster_form(browser)
    day = sorted(name.removeprefix("duty-") for name in values if name.startswith("duty-"))[0]
    wrong = {**values, f"substitute-{day}": values[f"duty-{day}"], "command": str(uuid.uuid4())}
    answer = browser.post("/clinic/solvik/duty/", wrong)
    assert answer.status_code == 200
    assert "Velg to forskjellige personer" in answer.content.decode()


def test_a_therapist_reads_the_roster_and_does_not_plan_it(raised: Raised) -> None:
    browser = signed_in(raised.clinic.therapist)
    page = browser.get("/clinic/solvik/duty/").content.decode()
    assert raised.clinic.lead.name in page
    assert "<select" not in page
    values = roster_form(signed_in(raised.clinic.lead))
    day = sorted(name.removeprefix("duty-") for name in values if name.startswith("duty-"))[0]
    mine = {**values, f"duty-{day}": str(raised.clinic.therapist.pk), "command": str(uuid.uuid4())}
    browser.post("/clinic/solvik/duty/", mine)
    with inside(raised.clinic.solvik_organisation):
        assert DutyShift.objects.get(on=day).duty_id == raised.clinic.lead.pk
