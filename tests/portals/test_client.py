"""The client's own pages: what they show, to whom, at what cost, and what they never show."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from stegvis.definitions import clock
from stegvis.people.models import AccessEntry, Session
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.models import Alert, AlertSignal, DutyShift
from tests.clinic import inside, refer_someone, signed_in_client
from tests.portals.client_pages import answer, packed, question, somebody, statements, whole
from tests.unit.questionnaires.conftest import Asked

PAGES = ("", "questions/all/", "questions/done/", "help/", "curve/", "goals/", "details/", "seen/")


@pytest.fixture
def made(db: Any) -> Asked:
    made, browser = somebody()
    made.browser = browser  # type: ignore[attr-defined]
    return made


@pytest.fixture
def browser(made: Asked) -> Client:
    return made.browser  # type: ignore[attr-defined, no-any-return]


def row(made: Asked, of: str = "phq") -> Questionnaire:
    with inside(made.episode.organisation):
        return Questionnaire.objects.get(pk=getattr(made, of))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_its_client_and_leaves_nothing_behind(made: Asked, browser: Client, page: str) -> None:
    response = browser.get(f"/me/{page}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert re.findall(r"<title>(.*?)</title>", response.content.decode()) == ["Stegvis"]


@pytest.mark.parametrize("page", [*PAGES, "questions/"])
def test_a_stranger_is_sent_to_log_in(made: Asked, page: str) -> None:
    response = Client().get(f"/me/{page}")
    assert (response.status_code, response["Location"]) == (302, "/log-in/")


def test_questions_lead_to_the_first_one(made: Asked, browser: Client) -> None:
    assert browser.get("/me/questions/")["Location"] == question(made, "1")


def test_an_answer_is_kept_and_leads_to_the_next_question(made: Asked, browser: Client) -> None:
    response = answer(browser, question(made, "1"), 2)
    assert (response.status_code, response["Location"]) == (303, question(made, "2"))
    assert row(made).answers[0] == 2
    assert "Lagret kl." in browser.get(question(made, "2")).content.decode()


def test_another_device_goes_on_at_the_same_question(made: Asked, browser: Client) -> None:
    for item in "123":
        answer(browser, question(made, item), 1)
    other_device = signed_in_client(made.episode.person)
    assert other_device.get("/me/questions/")["Location"] == question(made, "4")


def test_answers_outlive_the_session(made: Asked, browser: Client) -> None:
    """Thirty idle minutes end the session. What was answered is kept, and the next log-in goes on there."""
    for item in "123":
        answer(browser, question(made, item), 1)
    Session.objects.update(expire_date=clock.now() - timedelta(minutes=1))
    assert answer(browser, question(made, "4"), 1)["Location"] == "/log-in/"
    again = signed_in_client(made.episode.person)
    assert again.get("/me/questions/")["Location"] == question(made, "4")
    assert row(made).answers[:3] == [1, 1, 1]


def test_nothing_chosen_is_said_at_the_question_and_nothing_is_saved(made: Asked, browser: Client) -> None:
    page = browser.post(question(made, "1"), {"command": str(uuid.uuid4())}).content.decode()
    assert 'role="alert"' in page
    assert row(made).version == 0


@pytest.mark.parametrize("value", ["4", "-1", "x", "1e3", "١", "99999999999"])
def test_an_answer_that_is_none_is_refused_with_a_sentence(made: Asked, browser: Client, value: str) -> None:
    assert answer(browser, question(made, "1"), value).status_code == 403
    assert row(made).version == 0


def test_no_answer_is_chosen_beforehand(made: Asked, browser: Client) -> None:
    assert "checked" not in browser.get(question(made, "1")).content.decode()


def test_the_page_after_a_risk_answer_is_the_crisis_page(made: Asked, browser: Client) -> None:
    for item in range(1, 9):
        answer(browser, question(made, str(item)), 1)
    response = answer(browser, question(made, "9"), 1)
    assert response["Location"] == "/me/help/"

    page = browser.get("/me/help/").content.decode()
    assert page.index("tel:113") < page.index("Hvem leser svaret ditt")
    assert made.clinic.lead.name in page
    with inside(made.episode.organisation):
        assert AlertSignal.objects.get().value == 1
    assert row(made).submitted_at is not None


@pytest.mark.parametrize("value", [1, 2, 3])
def test_the_crisis_page_never_repeats_the_answer_and_needs_no_script(made: Asked, browser: Client, value: int) -> None:
    """The same page whatever was answered: no grade, and nothing for somebody looking over the shoulder."""
    answer(browser, question(made, "9"), value)
    page = browser.get("/me/help/").content.decode()
    words = re.sub(r"<head>.*?</head>|<input[^>]*>", "", page, flags=re.S)
    assert not re.search(r"skade deg|dødd?|vært død|Noen dager|halvparten|Nesten hver dag|PHQ", words)
    assert 'href="tel:113"' in words


def test_the_way_on_from_the_crisis_page_goes_on_with_the_next_questionnaire(made: Asked, browser: Client) -> None:
    for item in range(1, 10):
        answer(browser, question(made, str(item)), 1)
    assert 'href="/me/questions/"' in browser.get("/me/help/").content.decode()
    assert browser.get("/me/questions/")["Location"] == question(made, "1", "gad")


def test_when_the_answer_is_read_the_page_says_by_whom(made: Asked, browser: Client) -> None:
    answer(browser, question(made, "9"), 1)
    with inside(made.episode.organisation):
        Alert.objects.update(
            state="acknowledged", read_by=made.clinic.lead, read_at=clock.now(),
            acknowledged_by=made.clinic.lead, acknowledged_at=clock.now(),
        )  # fmt: skip
    assert "Liv Ledersen har lest svaret ditt." in browser.get("/me/help/").content.decode()


def test_without_a_roster_phq_9_does_not_open_and_gad_7_does(made: Asked, browser: Client) -> None:
    with inside(made.episode.organisation):
        DutyShift.objects.all().delete()
    assert browser.get("/me/questions/")["Location"] == question(made, "1", "gad")
    closed = browser.get(question(made, "1")).content.decode()
    assert "Tanker" not in closed
    assert "checked" not in closed
    assert "Spørsmålene dine er stengt akkurat nå" in closed
    assert str(made.phq) not in browser.get("/me/questions/all/").content.decode()


def test_skipped_questions_are_listed_at_the_end_and_may_be_left(made: Asked, browser: Client) -> None:
    for item in "12345678":
        answer(browser, question(made, item), 1)
    assert browser.get("/me/questions/")["Location"] == question(made, "9")
    page = browser.get(f"/me/questions/{made.phq}/end/").content.decode()
    assert question(made, "9") in page
    browser.post(f"/me/questions/{made.phq}/end/", {"command": str(uuid.uuid4())})
    assert row(made).submitted_at is not None
    assert row(made).score is None


def test_a_question_answered_last_of_all_finishes_the_questionnaire(made: Asked, browser: Client) -> None:
    for item in "1245678":
        answer(browser, question(made, item), 0)
    assert answer(browser, question(made, "9"), 0)["Location"] == f"/me/questions/{made.phq}/end/"
    assert answer(browser, question(made, "3"), 0)["Location"] == "/me/questions/"
    assert row(made).score == 0


def test_all_answers_at_once_finish_both_and_lead_to_the_thanks_page(made: Asked, browser: Client) -> None:
    assert browser.post("/me/questions/all/", whole(made, phq=2))["Location"] == "/me/questions/"
    assert browser.get("/me/questions/")["Location"] == "/me/questions/done/"
    page = browser.get("/me/questions/done/").content.decode()
    assert "<svg" in page
    assert "16" in page
    assert (row(made).score, row(made, "gad").score) == (16, 7)


def test_all_answers_sent_twice_are_kept_once(made: Asked, browser: Client) -> None:
    form = whole(made)
    assert browser.post("/me/questions/all/", form)["Location"] == browser.post("/me/questions/all/", form)["Location"]
    with inside(made.episode.organisation):
        assert row(made).history.count() == 1


def test_a_whole_form_with_gaps_keeps_what_was_given_and_asks_for_the_rest(made: Asked, browser: Client) -> None:
    form = whole(made)
    del form[f"{made.phq}.4"]
    browser.post("/me/questions/all/", form)
    assert row(made).answers[:5] == [1, 1, 1, None, 1]
    assert browser.get("/me/questions/")["Location"] == f"/me/questions/{made.phq}/end/"


def test_a_risk_answer_in_the_whole_form_leads_to_the_crisis_page_even_with_gaps(made: Asked, browser: Client) -> None:
    form = whole(made, nine=2)
    del form[f"{made.phq}.4"]
    assert browser.post("/me/questions/all/", form)["Location"] == "/me/help/"
    with inside(made.episode.organisation):
        assert Alert.objects.count() == 1


@pytest.mark.parametrize("path", ["/me/questions/{id}/1/", "/me/questions/{id}/end/"])
def test_somebody_elses_questionnaire_does_not_exist(made: Asked, path: str) -> None:
    other = signed_in_client(refer_someone(made.clinic.solvik, "Per Prøve", mobile="40000002").person)
    theirs, unknown = path.format(id=made.phq), path.format(id=uuid.uuid4())
    assert other.get(theirs).status_code == other.get(unknown).status_code == 404
    assert answer(other, theirs, 1).status_code == 404
    assert row(made).version == 0


def test_nobody_fills_in_for_somebody_else_with_the_whole_form(made: Asked) -> None:
    other = signed_in_client(refer_someone(made.clinic.solvik, "Per Prøve", mobile="40000002").person)
    assert other.post("/me/questions/all/", whole(made)).status_code == 404
    assert row(made).version == 0


def test_the_pages_people_wait_for_cost_four_statements_at_most(made: Asked, browser: Client) -> None:
    assert len(statements(browser, "get", "/me/")) <= 4
    assert len(statements(browser, "get", question(made, "1"))) <= 4
    assert len(statements(browser, "post", question(made, "1"), {"value": 1, "command": str(uuid.uuid4())})) <= 4
    assert len(statements(browser, "post", "/me/questions/all/", whole(made))) <= 4


@pytest.mark.parametrize("page", [*PAGES, "questions/"])
def test_no_page_costs_more_than_eight_statements(made: Asked, browser: Client, page: str) -> None:
    found = statements(browser, "get", f"/me/{page}") if page != "questions/" else []
    assert len(found) <= 8, found


def test_the_last_answer_costs_four_statements_at_most(made: Asked, browser: Client) -> None:
    for item in "12345678":
        answer(browser, question(made, item), 0)
    form = {"value": 0, "command": str(uuid.uuid4())}
    assert len(statements(browser, "post", question(made, "9"), form)) <= 4
    assert row(made).score == 0


def test_a_question_is_two_kilobytes_on_the_wire(made: Asked, browser: Client) -> None:
    answer(browser, question(made, "1"), 1)
    assert packed(browser.get(question(made, "6"))) <= 2048


def test_own_pages_stand_in_the_access_log_as_own(made: Asked, browser: Client) -> None:
    browser.get("/me/")
    with inside(made.episode.organisation):
        entry = AccessEntry.objects.get(page="client:home")
    assert (entry.persons, entry.grounds) == ([made.episode.person_id], ["own"])


def test_leaving_ends_the_session_and_the_browser_forgets(made: Asked, browser: Client) -> None:
    response = browser.post("/me/exit/")
    assert (response.status_code, response["Location"]) == (303, "/left/")
    assert '"cache"' in response["Clear-Site-Data"]
    assert not Session.objects.filter(client_id=made.episode.person_id).exists()
    assert browser.get("/me/")["Location"] == "/log-in/"
    left = browser.get("/left/").content.decode()
    assert "Kari" not in left


def test_leaving_works_when_the_session_and_its_token_are_gone(made: Asked) -> None:
    assert Client(enforce_csrf_checks=True).post("/me/exit/").status_code == 303


def test_a_goal_is_set_put_otherwise_reached_and_taken_away(made: Asked, browser: Client) -> None:
    browser.post("/me/goals/", {"text": "Sove uten å grue meg", "command": str(uuid.uuid4())})
    page = browser.get("/me/goals/").content.decode()
    [goal] = set(re.findall(r"/me/goals/([0-9a-f-]{36})/end/", page))
    assert "Sove uten å grue meg" in browser.get("/me/").content.decode()
    browser.post(f"/me/goals/{goal}/", {"text": "Sove godt", "command": str(uuid.uuid4())})
    browser.post(f"/me/goals/{goal}/end/", {"how": "reached", "command": str(uuid.uuid4())})
    assert re.search(r"Sove godt.*Nådd", browser.get("/me/goals/").content.decode())
    browser.post(f"/me/goals/{goal}/end/", {"how": "removed", "command": str(uuid.uuid4())})
    assert "Sove godt" not in browser.get("/me/goals/").content.decode()


def test_an_empty_goal_is_answered_beside_the_field(made: Asked, browser: Client) -> None:
    assert "field-error" in browser.post("/me/goals/", {"text": " "}).content.decode()


def test_somebody_elses_goal_does_not_exist(made: Asked, browser: Client) -> None:
    browser.post("/me/goals/", {"text": "Sove", "command": str(uuid.uuid4())})
    [goal] = set(re.findall(r"/me/goals/([0-9a-f-]{36})/end/", browser.get("/me/goals/").content.decode()))
    other = signed_in_client(refer_someone(made.clinic.solvik, "Per Prøve", mobile="40000002").person)
    assert other.get(f"/me/goals/{goal}/").status_code == 404
    assert other.post(f"/me/goals/{goal}/end/", {"how": "removed"}).status_code == 404


DETAILS = {
    "phone": "400 00 007", "may_call": "safe", "may_text": "never", "email": "kari@example.org", "may_email": "safe",
    "address": "", "may_write": "none", "gp_choice": "none", "language": "nn",
}  # fmt: skip


def test_details_are_changed_and_what_must_not_be_used_is_kept_as_such(made: Asked, browser: Client) -> None:
    assert browser.post("/me/details/", {**DETAILS, "command": str(uuid.uuid4())}).status_code == 303
    with inside(made.episode.organisation):
        ways = dict(made.episode.person.channels.values_list("kind", "is_safe"))
    assert ways == {"phone": True, "sms": False, "email": True}
    page = browser.get("/me/details/").content.decode()
    assert 'value="+4740000007"' in page
    assert re.search(r'name="gp_choice" value="none"[^>]*checked', page)


def test_without_one_safe_way_nothing_is_changed_and_everything_typed_stays(made: Asked, browser: Client) -> None:
    page = browser.post("/me/details/", {**DETAILS, "may_call": "never", "may_email": "never"}).content.decode()
    assert "field-error" in page
    assert "kari@example.org" in page
    with inside(made.episode.organisation):
        assert dict(made.episode.person.channels.values_list("kind", "is_safe")) == {"sms": True}
