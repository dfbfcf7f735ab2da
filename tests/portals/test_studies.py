"""The pages of research: a client says yes and takes it back, staff open studies and type in paper; who sees what."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client

from stegvis.people.actions.study import consent_to_study, open_study
from stegvis.people.models import Study, StudyConsent
from tests.clinic import Clinic, acting, client_actor, inside, make_clinic, refer_someone, signed_in, signed_in_client
from tests.conftest import Clone
from tests.crowd import make_crowd
from tests.portals.client_pages import statements
from tests.unit.exchange.test_export_study import NEW, TODAY

STUDIES = "/office/solvik/studies/"


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    return make_clinic()


@pytest.fixture(scope="module")
def study(clinic: Clinic) -> Study:
    with inside(clinic.solvik_organisation) as by:
        return open_study(by=by, new=NEW)


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())  # type: ignore[attr-defined]


def send(browser: Client, path: str, **given: object) -> int:
    return browser.post(path, {"command": str(uuid.uuid4()), **given}).status_code


def standing(clinic: Clinic, person: object) -> int:
    with inside(clinic.solvik_organisation):
        return StudyConsent.objects.filter(person=person, withdrawn_at=None).count()


def test_a_client_says_yes_and_takes_it_back(clinic: Clinic, study: Study) -> None:
    """By forms alone; opening the page changes nothing, and a yes needs its tick."""
    person = refer_someone(clinic.solvik).person
    browser, path = signed_in_client(person), f"/me/studies/{study.pk}/"
    assert "Sleep and hope" in text(browser.get("/me/studies/", headers={"accept-language": "en"}))
    assert browser.get(path).status_code == 200
    assert browser.get(f"{path}?how=withdraw&understood=on").status_code == 200
    assert send(browser, path) == 422
    assert standing(clinic, person) == 0
    assert send(browser, path, understood="on") == 303
    assert standing(clinic, person) == 1
    assert "Withdraw from the study" in text(browser.get(path, headers={"accept-language": "en"}))
    assert send(browser, path, how="withdraw") == 303
    assert standing(clinic, person) == 0


def test_what_is_shared_is_said_before_the_yes(clinic: Clinic, study: Study) -> None:
    person = refer_someone(clinic.solvik, mobile="40000077").person
    page = text(signed_in_client(person).get(f"/me/studies/{study.pk}/", headers={"accept-language": "en"}))
    for said in ("each question of PHQ-9", "moved by a secret number of days", "REK 2026/1234", "Never shared"):
        assert said in page
    assert "your municipality" not in page


def test_a_clinician_types_in_paper_and_a_withdrawal(clinic: Clinic, study: Study) -> None:
    episode = refer_someone(clinic.solvik, responsible=clinic.therapist, mobile="40000002")
    browser, path = signed_in(clinic.therapist), f"{STUDIES}clients/{episode.pk}/"
    day = {"given_on_day": TODAY.day, "given_on_month": TODAY.month, "given_on_year": TODAY.year}
    assert send(browser, path, study=str(study.pk)) == 422
    assert send(browser, path, study=str(study.pk), **day) == 303
    assert standing(clinic, episode.person) == 1
    assert send(browser, f"{path}{study.pk}/") == 303
    assert standing(clinic, episode.person) == 0
    for user in (clinic.colleague, clinic.administrator, clinic.havna_therapist, clinic.fjordbyen_lead):
        assert signed_in(user).get(path).status_code == 404, user.name
    assert f'href="{path}"' in browser.get(f"/clinic/solvik/clients/{episode.pk}/").content.decode()


def test_numbers_are_true_for_those_who_treat_and_rounded_for_others(clinic: Clinic) -> None:
    """Three take part: a lead sees three, an administrator a star."""
    with inside(clinic.solvik_organisation) as by:
        study = open_study(by=by, new=type(NEW)(**{**vars(NEW), "slug": "antall", "titles": {"en": "Counted"},
                                                   "information": {"en": "Words"}}))  # fmt: skip
    for number in range(3):
        person = refer_someone(clinic.solvik, mobile=f"4000011{number}").person
        own = client_actor(person)
        with acting(own):
            consent_to_study(by=own, study_id=study.pk, person_id=person.pk, given_on=TODAY)

    def row(user: object) -> str:
        page = signed_in(user).get(STUDIES, headers={"accept-language": "en"}).content.decode()  # type: ignore[arg-type]
        return next(part for part in page.split("<tr")[1:] if "Counted" in part)

    assert 'data-label="Taking part">3<' in row(clinic.lead)
    assert 'data-label="Taking part">*<' in row(clinic.administrator)
    for user in (clinic.therapist, clinic.manager, clinic.coordinator):
        assert signed_in(user).get(STUDIES).status_code == 404


def test_a_study_is_opened_and_closed_by_forms(clinic: Clinic) -> None:
    browser = signed_in(clinic.administrator)
    first, last = TODAY - timedelta(days=10), TODAY
    form = {"title_nb": "Angst og arbeid", "information_nb": "Vi vil vite mer.", "responsible": "Universitetet",
            "approval": "REK 1", "instruments": ["phq-9", "gad-7"], "slug": "arbeid",
            **{f"first_{part}": getattr(first, part) for part in ("day", "month", "year")},
            **{f"last_{part}": getattr(last, part) for part in ("day", "month", "year")}}  # fmt: skip
    assert send(browser, f"{STUDIES}new/", **{**form, "information_nb": ""}) == 422
    assert send(browser, f"{STUDIES}new/", **form) == 303
    with inside(clinic.solvik_organisation):
        made = Study.objects.get(slug="arbeid")
    assert (made.instruments, made.titles, made.has_exact_dates) == (
        ["phq-9", "gad-7"],
        {"nb": "Angst og arbeid"},
        False,
    )
    assert browser.get(f"{STUDIES}{made.pk}/close/").status_code == 200
    with inside(clinic.solvik_organisation):
        assert Study.objects.get(slug="arbeid").closed_at is None
    assert send(browser, f"{STUDIES}{made.pk}/close/") == 303
    with inside(clinic.solvik_organisation):
        assert Study.objects.get(slug="arbeid").closed_by_id == clinic.administrator.pk


def test_a_study_of_another_organisation_is_not_there(clinic: Clinic, study: Study) -> None:
    """Neither read, nor closed, nor said yes to, by any address."""
    person = refer_someone(clinic.fjordbyen, mobile="0701234599").person
    own, lead = signed_in_client(person), signed_in(clinic.fjordbyen_lead)
    assert own.get(f"/me/studies/{study.pk}/").status_code == 404
    assert send(own, f"/me/studies/{study.pk}/", understood="on") == 404
    for path in (f"/office/fjordbyen/studies/{study.pk}/close/", f"{STUDIES}{study.pk}/close/"):
        assert lead.get(path).status_code == 404
        assert send(lead, path) == 404
    with inside(clinic.solvik_organisation):
        assert Study.objects.get(pk=study.pk).closed_at is None


def test_pages_cost_the_same_for_few_and_for_many(clinic: Clinic, study: Study) -> None:
    """At most eight statements a page, whoever else takes part."""
    person = refer_someone(clinic.solvik, mobile="40000055").person
    own, lead = signed_in_client(person), signed_in(clinic.lead)

    def cost() -> list[int]:
        return [len(statements(own, "get", "/me/studies/")), len(statements(own, "get", f"/me/studies/{study.pk}/")),
                len(statements(lead, "get", STUDIES))]  # fmt: skip

    before = cost()
    crowd = make_crowd(clinic.solvik, clinic.therapist, 60)
    with inside(clinic.solvik_organisation) as by:
        StudyConsent.objects.bulk_create(
            StudyConsent(organisation_id=by.organisation_id, study=study, person_id=one.person_id, origin="self",
                         given_on=TODAY, given_at=study.opened_at)
            for one in crowd
        )  # fmt: skip
    assert cost() == before
    assert max(before) <= 8


def test_where_there_are_no_studies_the_pages_say_so(clinic: Clinic) -> None:
    person = refer_someone(clinic.fjordbyen, mobile="0701234567").person
    assert "No studies now" in text(signed_in_client(person).get("/me/studies/", headers={"accept-language": "en"}))
    page = signed_in(clinic.fjordbyen_lead).get("/office/fjordbyen/studies/", headers={"accept-language": "en"})
    assert "No studies yet" in text(page)
