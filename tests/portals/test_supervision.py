"""The page for supervision and the record: what is said of a course that is not on track, and what is not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from stegvis.care.models import Episode
from stegvis.questionnaires.models import Supervision
from tests.clinic import Clinic, fill_roster, inside, make_clinic, signed_in
from tests.database import Clone
from tests.portals.test_work import command, statements
from tests.unit.questionnaires.test_trajectory import SLOW, treated

WELL = (17, 15, 12, 10, 8, 7, 6, 6)
NOT_ON_TRACK = "Går ikke som ventet"


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    made = make_clinic()
    fill_roster(made.solvik, made.lead, made.colleague)
    return made


@pytest.fixture(scope="module")
def slow(clinic: Clinic) -> Episode:
    return treated(clinic, SLOW)


@pytest.fixture(scope="module")
def well(clinic: Clinic) -> Episode:
    return treated(clinic, WELL)


def url(clinic: Clinic, path: str) -> str:
    return f"/clinic/{clinic.solvik.slug}/{path}"


def text(browser: Client, path: str, **sent: Any) -> str:
    answer = browser.get(path, sent)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_record_shows_the_band_and_says_calmly_what_to_do(clinic: Clinic, slow: Episode, well: Episode) -> None:
    """The figures, supervision as what to do, that nobody is to be stopped for it, and that it is not about risk.
    And that the norm has no real course in it."""
    browser = signed_in(clinic.therapist)
    page = text(browser, url(clinic, f"clients/{slow.pk}/"))
    assert f"{NOT_ON_TRACK} siden" in page
    assert "17 ved start, 14 etter 7 behandlingskontakter" in page
    for said in (
        "Ta det opp i veiledning",
        "aldri en grunn til å avslutte",
        "ingenting om risiko",
        "oppdiktede forløp",
    ):
        assert said in page
    other = text(browser, url(clinic, f"clients/{well.pk}/"))
    assert NOT_ON_TRACK not in other
    for each in (page, other):
        assert 'class="expected"' in each
        assert "Ventet, PHQ-9" in each


def test_the_caseload_marks_only_who_is_not_on_track(clinic: Clinic, slow: Episode, well: Episode) -> None:
    page = text(signed_in(clinic.therapist), url(clinic, "clients/"))
    assert page.count(f"<small>{NOT_ON_TRACK}</small>") == 1
    assert "1 går ikke som ventet, til veiledning" in page


def test_the_page_says_by_which_rule_and_edition(clinic: Clinic, slow: Episode, well: Episode) -> None:
    page = text(signed_in(clinic.lead), url(clinic, "supervision/"))
    assert "1 forløp går ikke som ventet" in page
    assert "Ingen sikker endring ennå" in page
    assert "PHQ-9, utgave 1: lært av" in page
    assert clinic.therapist.name in page
    assert "Alle forløp går som ventet nå" in text(signed_in(clinic.lead), url(clinic, "supervision/"), whose="mine")


def test_it_is_taken_up_once_by_a_button(clinic: Clinic, slow: Episode) -> None:
    browser = signed_in(clinic.therapist)
    sent, there = command(), url(clinic, f"clients/{slow.pk}/supervision/")
    assert browser.get(there).status_code == 405
    assert browser.post(there, sent).status_code == browser.post(there, sent).status_code == 303
    with inside(clinic.solvik_organisation):
        assert Supervision.objects.filter(episode=slow).count() == 1
    assert f"{clinic.therapist.name} tok det opp" in text(browser, url(clinic, f"clients/{slow.pk}/"))
    assert "Alle er tatt opp." in text(browser, url(clinic, "supervision/"))


def test_a_course_on_track_is_refused_in_a_sentence(clinic: Clinic, well: Episode) -> None:
    answer = signed_in(clinic.therapist).post(url(clinic, f"clients/{well.pk}/supervision/"), command(), follow=True)
    assert "ikke noe å ta opp nå" in answer.content.decode()


def test_it_costs_the_same_for_one_and_for_seven(clinic: Clinic, slow: Episode) -> None:
    browser = signed_in(clinic.therapist)
    browser.get(url(clinic, "supervision/"))
    before = statements(browser, url(clinic, "supervision/"))
    for _ in range(6):
        treated(clinic, SLOW)
    assert statements(browser, url(clinic, "supervision/")) == before <= 8
