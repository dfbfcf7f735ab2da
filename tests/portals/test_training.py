"""Training on pages: own progress, the gaps for those who answer for them, the certificate, the figure on results."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.definitions import clock
from stegvis.definitions.curriculum import topics
from stegvis.network.actions.note_taken import note_taken
from stegvis.network.actions.plan_gathering import GatheringFields, plan_gathering
from stegvis.people.models import Role, User
from tests.clinic import Clinic, acting, actor, again, make_clinic, make_member, signed_in
from tests.portals.planted_training import plant_training

TRAINING = "/office/solvik/training/"
PERSON = re.compile(r"<th scope=\"col\"><a")


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


def all_twelve(clinic: Clinic, *people: User) -> None:
    lead = actor(clinic.lead, clinic.solvik)
    with acting(lead):
        day = clock.today(clinic.solvik.zone) - timedelta(days=3)
        made = plan_gathering(by=lead, fields=GatheringFields("Hele året", day, tuple(topics())))
        note_taken(by=again(lead), gathering_id=made.pk, present=[one.pk for one in people])


def english(user: User) -> Client:
    browser = signed_in(user)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def test_a_year_from_planning_to_the_certificate(clinic: Clinic) -> None:
    """A name with signs of markup stands in the certificate as it is written."""
    clinic.therapist.name = 'Tone #strong[x] $"\\ <b>Prøvesen'
    clinic.therapist.save()
    lead, therapist = english(clinic.lead), english(clinic.therapist)
    refused = therapist.get(f"{TRAINING}certificate.pdf")
    assert refused.status_code == 403
    assert "You have 0 of them" in refused.content.decode()
    given = {
        "title": "Hele året", "on": str(clock.today(clinic.solvik.zone)), "topics": list(topics()), "where": "screen",
        "command": str(uuid.uuid4()),
    }  # fmt: skip
    empty = lead.post(f"{TRAINING}gatherings/new/", {**given, "topics": []})
    assert (empty.status_code, "Hele året" in empty.content.decode()) == (422, True)
    there = lead.post(f"{TRAINING}gatherings/new/", given)["Location"]
    noted = lead.post(there, {"present": [str(clinic.therapist.pk)], "command": str(uuid.uuid4())}, follow=True)
    assert "1 from this team was there" in noted.content.decode()
    assert "You have all twelve topics" in therapist.get(TRAINING).content.decode()
    made = therapist.get(f"{TRAINING}certificate.pdf")
    assert made.content.startswith(b"%PDF")
    assert b"<pdfuaid:part>1" in made.content
    # Who had the topics before was not at the next gathering for that reason.
    later = lead.post(f"{TRAINING}gatherings/new/", {**given, "title": "Sent", "command": str(uuid.uuid4())})
    unwritten = lead.get(later["Location"]).content.decode()
    assert "Write down who was there" in unwritten
    assert "Prøvesen, has the topics already" in unwritten
    figures = lead.get("/office/solvik/training/team/").content.decode()
    assert "1 of 3 who treat have all twelve" in figures


def test_the_gap_map_is_for_those_who_answer_for_it(clinic: Clinic) -> None:
    planted = plant_training(clinic)
    for user, status in ((clinic.lead, 200), (clinic.manager, 200), (clinic.therapist, 404), (clinic.coordinator, 404)):
        browser = signed_in(user)
        assert browser.get(f"{TRAINING}team/").status_code == status
        assert browser.get(f"{TRAINING}people/{planted['learner']}/").status_code == status
    page = english(clinic.lead).get(f"{TRAINING}people/{planted['learner']}/").content.decode()
    assert "Kurs i en annen by" in page
    assert "Confirm" in page
    assert "Kurs i en annen by" not in english(clinic.therapist).get(TRAINING).content.decode()
    # The manager too: where a team has one lead, somebody must be able to confirm what that lead has taken.
    confirm = english(clinic.manager).post(
        f"{TRAINING}taken/{planted['topic_taken']}/confirm/", {"command": str(uuid.uuid4())}, follow=True
    )  # fmt: skip
    assert "1 of 12 topics" in confirm.content.decode()


def test_a_person_number_is_refused_and_stays_in_the_form(clinic: Clinic) -> None:
    from stegvis.definitions.national_numbers import synthetic_norwegian

    number = synthetic_norwegian(clock.today("Europe/Oslo") - timedelta(days=9000))
    given = {"on": str(clock.today("Europe/Oslo")), "how": f"med {number}", "command": str(uuid.uuid4())}
    refused = english(clinic.therapist).post(f"{TRAINING}topics/sleep/elsewhere/", given)
    assert refused.status_code == 422
    assert number in refused.content.decode()
    assert english(clinic.therapist).get(f"{TRAINING}topics/no-such/").status_code == 404


def test_pages_take_at_most_eight_statements_for_three_and_for_sixty(clinic: Clinic) -> None:
    planted = plant_training(clinic)
    addresses = ("", "team/", f"gatherings/{planted['gathering']}/", "supervision/", "topics/sleep/",
                 f"supervision/{planted['supervision_group']}/", f"people/{planted['learner']}/")  # fmt: skip
    counted = {address: statements(clinic.lead, address) for address in addresses}
    all_twelve(clinic, *(make_member(f"Behandler {n}", Role.THERAPIST, clinic.solvik) for n in range(57)))
    assert max(counted.values()) <= 8, counted
    assert {address: statements(clinic.lead, address) for address in addresses} == counted
    shown = signed_in(clinic.lead).get(f"{TRAINING}team/").content.decode()
    assert len(PERSON.findall(shown)) == 60
    assert shown.count('<tr><th scope="row">') == len(topics()) + 1


def statements(user: User, address: str) -> int:
    browser = signed_in(user)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(f"{TRAINING}{address}").status_code == 200
    return len([one for one in captured if "SAVEPOINT" not in one["sql"].upper()])
