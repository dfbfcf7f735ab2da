"""Building a team on pages: a newcomer's whole way through the kit, what stays in a refused form, whose page it is."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from stegvis.definitions import clock
from stegvis.definitions.kit import questions
from stegvis.network.models import StartTask
from stegvis.notices.models import Notice
from stegvis.people.models import Role
from stegvis.portals.office.start_up.paper_file import blocks, paper_pdf
from tests.clinic import Clinic, acting, actor, inside, make_clinic, make_member, signed_in
from tests.database import Clone
from tests.portals.test_results import cost

HOME = "/office/fjordbyen/our-team/"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    return make_clinic()


def sent(browser: Client, path: str, status: int = 303, **typed: Any) -> str:
    """The address one is sent on to, or the page that came back."""
    answer = browser.post(path, {"command": str(uuid.uuid4()), **typed})
    assert answer.status_code == status, (path, answer.status_code, answer.content.decode()[:2000])
    return answer["Location"] if status == 303 else answer.content.decode()


def english(user: Any) -> Client:
    browser = signed_in(user)
    browser.cookies["language"] = "en"
    return browser


def read(browser: Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_newcomer_works_through_the_kit(clinic: Clinic) -> None:
    """Issue 5: begin, a task, a paper that shows it, the staffing, the self-check, a question, a paper of one's own."""
    browser = english(clinic.fjordbyen_lead)
    assert "Begin the plan" in read(browser, HOME)
    assert sent(browser, f"{HOME}begin/", opens_on="2027-09-01") == HOME
    plan = read(browser, HOME)
    assert "0 of 34 done" in plan
    assert "Get it decided that the team is its own" in plan
    with inside(clinic.fjordbyen.organisation):
        task = StartTask.objects.get(key="council-decision").pk
    page = f"{HOME}tasks/{task}/"
    assert sent(browser, page, state="done", who="Filip", note="Enigt") == page
    assert "not a file we can take" in sent(
        browser, f"{page}papers/", 422, title="Beslut", file=SimpleUploadedFile("beslut.pdf", b"MZ..")
    )
    assert sent(browser, f"{page}papers/", title="Beslut", file=SimpleUploadedFile("beslut.pdf", PDF)) == page
    href = re.search(rf"{HOME}evidence/[0-9a-f-]+/", read(browser, page))
    assert href is not None
    paper = browser.get(href[0])
    assert (paper["X-Content-Type-Options"], paper["Content-Disposition"]) == (
        "nosniff", 'attachment; filename="beslut.pdf"',
    )  # fmt: skip
    assert "1 of 34 done" in read(browser, HOME)
    with inside(clinic.fjordbyen.organisation):
        StartTask.objects.filter(key="rhythm").delete()
    assert "New tasks since the plan began" in read(browser, HOME)
    assert sent(browser, f"{HOME}tasks/from-the-kit/") == HOME
    assert "1 of 34 done" in read(browser, HOME)
    staffing(browser)
    self_check(browser)
    last_year(clinic)
    support(clinic, browser)
    own_paper(browser)


def staffing(browser: Client) -> None:
    typed: dict[str, Any] = {
        "all": "3.5",
        "psychologist": "0.5",
        "merkantil": "0.5",
        "trained": "3",
        "all_have_three_years": "on",
    }
    assert sent(browser, f"{HOME}staffing/", **typed) == f"{HOME}staffing/"
    found = read(browser, f"{HOME}staffing/")
    assert "2 things are missing" in found
    assert "NAPHA (08.03.2013)" in found
    assert "more than the whole team" in sent(browser, f"{HOME}staffing/", 422, **{**typed, "psychologist": "3.4"})


def self_check(browser: Client) -> None:
    where = f"{HOME}self-check/"
    assert "0 of 16 answered" in read(browser, where)
    following = f"{where}questions/free/"
    for _ in questions():
        following = sent(browser, following, answer="yes", note="")
    assert following == where
    assert "16 of 16 answered" in read(browser, where)
    finish = re.search(rf"{where}[0-9a-f-]+/finish/", read(browser, where))
    assert finish is not None
    assert sent(browser, finish[0]) == where
    assert "It is only yours" in read(browser, where)
    assert sent(browser, finish[0].replace("finish", "reopen")) == where
    assert sent(browser, f"{where}questions/free/", answer="no", note="Vi tog fel") == where
    assert "Vi tog fel" in read(browser, where)
    assert sent(browser, finish[0]) == where


def last_year(clinic: Clinic) -> None:
    """The year before is put right on pages of its own, until this year's begins."""
    where = f"{HOME}self-check/"
    with clock.moved_by(timedelta(days=366)):
        browser = english(clinic.fjordbyen_lead)
        assert "0 of 16 answered" in read(browser, where)
        page = re.search(rf"{where}[0-9a-f-]+/", read(browser, where))
        assert page is not None
        assert sent(browser, f"{page[0]}reopen/") == page[0]
        question = f"{page[0]}questions/free/"
        assert question in read(browser, page[0])
        assert sent(browser, question, answer="yes", note="") == page[0]
        assert sent(browser, f"{page[0]}finish/") == page[0]


def support(clinic: Clinic, browser: Client) -> None:
    """Where nobody could answer, the page says so; after that, each step tells the other side once."""
    assert "has no implementation supporter yet" in read(browser, f"{HOME}support/")
    user = make_member("Sol Stöd", Role.SUPPORTER, clinic.fjordbyen)
    assert "has no implementation supporter yet" not in read(browser, f"{HOME}support/")
    page = sent(browser, f"{HOME}support/new/", title="Kurs", text="Hur börjar andra?")
    supporter = english(user)
    assert "Kurs" in read(supporter, HOME)
    assert "No team has shared one" in read(supporter, f"{HOME}support/")
    assert supporter.get(f"{HOME}self-check/").status_code == 404
    sent(supporter, f"{page}take/")
    sent(supporter, page, text="Med fyra.")
    answered = read(browser, page)
    assert "Med fyra." in answered
    assert "Answered" in answered
    sent(browser, f"{page}close/")
    with inside(clinic.fjordbyen.organisation):
        told = Notice.objects.filter(text="support_news").order_by("made_at").values_list("user_id", flat=True)
        assert list(told) == [user.pk, clinic.fjordbyen_lead.pk, clinic.fjordbyen_lead.pk, user.pk]


def own_paper(browser: Client) -> None:
    page = sent(browser, f"{HOME}papers/templates/risk-alerts/")
    assert "Rutin: när någon svarar" in read(browser, page)
    sent(browser, page, title="Rutin", text="## Först\n\n- ett\n- två", version="1")
    both = sent(browser, page, 409, title="Rutin", text="Samtidigt", version="1")
    assert "Somebody else saved while you wrote" in both
    assert "Samtidigt" in both
    assert "ett" in both
    assert browser.get(f"{page}paper.pdf").content.startswith(b"%PDF-")
    assert browser.get(f"{page}paper.txt").content.decode() == "# Rutin\n\n## Först\n\n- ett\n- två\n"
    assert browser.get(f"{page}paper.exe").status_code == 404


def test_pages_are_read_by_those_they_are_for(clinic: Clinic) -> None:
    home = "/office/solvik/our-team/"
    for path in ("", "staffing/", "papers/", "support/"):
        for user in (clinic.lead, clinic.manager, clinic.administrator):
            assert signed_in(user).get(home + path).status_code == 200, (path, user.name)
        for user in (clinic.therapist, clinic.coordinator, clinic.fjordbyen_lead):
            assert signed_in(user).get(home + path).status_code == 404, (path, user.name)
    assert signed_in(clinic.manager).get(f"{home}self-check/").status_code == 200
    assert signed_in(clinic.administrator).get(f"{home}self-check/").status_code == 404


def test_pages_cost_few_statements(clinic: Clinic) -> None:
    """After the way above, so that every list has something in it."""
    browser = signed_in(clinic.fjordbyen_lead)
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)):
        task = StartTask.objects.first()
    assert task is not None
    for path in (
        "",
        f"tasks/{task.pk}/",
        "staffing/",
        "self-check/",
        "self-check/questions/gp/",
        "papers/",
        "support/",
    ):
        assert cost(browser, HOME + path) <= 8, path


def test_a_paper_is_never_read_as_markup() -> None:
    """Typst would run #code and load files; here the words are data, whatever stands in them."""
    text = '## #read("/etc/passwd")\n\n#panic("no") *stars* $x$ @label <tag> \\ "\n\n1. #let x = 1\n2. [gap]\n\nTid:'
    assert paper_pdf('#panic("title") "', text, "nb").startswith(b"%PDF-")
    assert [one["kind"] for one in blocks(text)] == ["heading", "paragraph", "step", "paragraph"]
