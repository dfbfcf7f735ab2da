"""The open first part of a programme stores nothing and asks no measure; a code lets somebody in without a name."""

import re

import pytest
from django.test import Client

from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Person
from stegvis.people.tenancy import working_in
from stegvis.selfhelp.actions.issue_code import issue_code
from tests.clinic import acting, actor, make_clinic, refer_someone, signed_in, signed_in_client
from tests.programmes import small_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic():
    return make_clinic()


@pytest.fixture
def version(clinic):
    document = small_programme()
    for tree in document["languages"].values():
        blocks = tree["modules"][0]["steps"][0]["blocks"]
        blocks.append({"id": "m1-measure", "kind": "measure", "instrument": "phq-9"})
        blocks.append(
            {
                "id": "m1-only-some",
                "kind": "list",
                "style": "bullets",
                "items": ["Bare for noen"],
                "when": {"kind": "on_sick_leave", "is": True},
            }
        )
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        made = publish_version(by=lead, document=document, origin=ProgrammeVersion.Origin.AUTHORED)
        approve_version(by=lead, version=made)
    return made


def test_the_first_part_is_read_by_anybody_with_crisis_contacts_and_no_measure(version):
    page = Client().get("/t/solvik/programmes/small/", headers={"accept-language": "nb"}).content.decode()
    assert "Les dette i ro." in page
    assert "116 123" in page
    assert "PHQ" not in page
    assert "Bare for noen" not in page
    listed = Client().get("/t/solvik/programmes/").content.decode()
    assert 'href="/t/solvik/programmes/small/"' in listed
    assert 'href="/t/solvik/programmes/"' in Client().get("/t/solvik/").content.decode()


def test_what_one_would_write_is_for_paper_and_there_is_no_field(version):
    page = Client().get("/t/solvik/programmes/small/2/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert "<textarea" not in main
    assert "<input" not in main
    sheet = Client().get("/t/solvik/programmes/small/m1-sheet.pdf")
    assert sheet.content.startswith(b"%PDF")


@pytest.mark.parametrize("address", ["small/9/", "small/0/", "none/", "small/m2-sheet.pdf", "small/none.pdf"])
def test_nothing_but_the_first_part_is_open(version, address):
    assert Client().get(f"/t/solvik/programmes/{address}").status_code == 404


def test_what_nobody_answers_for_is_not_open_and_neither_is_another_organisation_s(clinic, version):
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        publish_version(by=lead, document=small_programme("draft"), origin=ProgrammeVersion.Origin.AUTHORED)
    assert Client().get("/t/solvik/programmes/draft/").status_code == 404
    assert Client().get("/t/fjordbyen/programmes/small/").status_code == 404
    assert Client().get("/t/fjordbyen/programmes/").status_code == 200


def test_a_code_lets_somebody_in_without_a_name(clinic, version):
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        code = issue_code(by=by, version=version)
    browser = Client()
    wrong = browser.post("/t/solvik/code/", {"code": "AAAA-BBB-CCC"})
    assert wrong.status_code == 200
    assert 'aria-invalid="true"' in wrong.content.decode()
    right = browser.post("/t/solvik/code/", {"code": code})
    assert (right.status_code, right.headers["Location"]) == (303, "/me/programme/")
    page = browser.get("/me/programme/", follow=True).content.decode()
    assert "Prøveprogram" in page
    with working_in(clinic.solvik_organisation):
        assert Person.objects.get().gender == ""


def test_who_tries_many_codes_is_held_back(clinic, version):
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        code = issue_code(by=by, version=version)
    browser = Client()
    for _ in range(10):
        browser.post("/t/solvik/code/", {"code": "AAAA-BBB-CCC"})
    assert browser.post("/t/solvik/code/", {"code": code}).status_code == 200


def test_staff_make_a_code_that_is_shown_once_and_coordinators_may(clinic, version):
    for user in (clinic.therapist, clinic.coordinator):
        browser = signed_in(user)
        listed = browser.get("/clinic/solvik/programmes/codes/")
        assert "Prøveprogram" in listed.content.decode()
        made = browser.post("/clinic/solvik/programmes/codes/", {"version": str(version.pk)}).content.decode()
        code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{3}-[2-9A-Z]{3}", made)
        assert code
        assert Client().post("/t/solvik/code/", {"code": code.group()}).status_code == 303
    assert signed_in(clinic.manager).get("/clinic/solvik/programmes/codes/").status_code == 404
    unknown = signed_in(clinic.therapist).post("/clinic/solvik/programmes/codes/", {"version": "x"})
    assert unknown.status_code == 404


def test_a_client_takes_over_what_was_written_with_a_code(clinic, version):
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        code = issue_code(by=by, version=version)
    Client().post("/t/solvik/code/", {"code": code})
    browser = signed_in_client(refer_someone(clinic.solvik).person)
    assert 'aria-invalid="true"' in browser.post("/me/programme/code/", {"code": "AAAA"}).content.decode()
    taken = browser.post("/me/programme/code/", {"code": code})
    assert taken.status_code == 303
    assert "Prøveprogram" in browser.get(taken.headers["Location"]).content.decode()


def test_who_came_by_a_code_has_the_programme_as_front_page(clinic, version):
    with acting(actor(clinic.therapist, clinic.solvik)) as by:
        code = issue_code(by=by, version=version)
    browser = Client()
    browser.post("/t/solvik/code/", {"code": code})
    assert browser.get("/me/").headers["Location"] == "/me/programme/"


def test_a_lead_chooses_what_those_who_wait_get_and_takes_in_what_is_shipped(clinic, version):
    lead = signed_in(clinic.lead)
    assert lead.post("/clinic/solvik/programmes/waiting/", {"version": str(version.pk)}).status_code == 303
    chosen = lead.get("/clinic/solvik/programmes/waiting/").content.decode()
    assert re.search(rf'value="{version.pk}"[^>]*checked', chosen)
    assert lead.post("/clinic/solvik/programmes/waiting/", {"version": "none"}).status_code == 200
    assert "insomnia" in lead.get("/clinic/solvik/programmes/import/").content.decode()
    taken = lead.post("/clinic/solvik/programmes/shipped/insomnia/")
    assert taken.status_code == 303
    assert "shipped/insomnia/" not in lead.get("/clinic/solvik/programmes/import/").content.decode()
    assert lead.post("/clinic/solvik/programmes/shipped/none/").status_code == 404
    assert signed_in(clinic.therapist).get("/clinic/solvik/programmes/waiting/").status_code == 404
