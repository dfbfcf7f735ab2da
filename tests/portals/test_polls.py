"""Polls on their pages: a visitor's vote, the room, the team's own, closing. Each refusal is a sentence."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from stegvis.definitions import clock
from stegvis.library.actions.close_poll import close_poll
from stegvis.library.models import PollCount, PollRoom, PollVoter
from stegvis.people.models.session import Session
from stegvis.selfhelp.models import Recommendation
from tests.clinic import acting, actor, again, inside, make_clinic, refer_someone, signed_in, signed_in_client
from tests.polls import asking, new_page, new_team_page, poll_of, publish
from tests.portals.client_pages import statements

LEARN = "/t/solvik/learn/"


@pytest.fixture(scope="module")
def clinic(module_clone):
    return make_clinic()


@pytest.fixture
def page(clinic):
    return new_page(clinic.solvik_organisation)


@pytest.fixture
def team_page(clinic):
    return new_team_page(clinic.solvik_organisation)


def address(page, block="know"):
    return f"{LEARN}{page.slug}/poll/{block}/"


def remembered(page, block="know"):
    return f"poll-{poll_of(page, block).pk}"


def words(answer):
    return answer.content.decode()


def counted(page, block="know"):
    with inside(page.organisation):
        rows = PollCount.objects.filter(poll=poll_of(page, block)).values_list("choice", "n")
        return {choice: n for choice, n in rows if n}


def english():
    return Client(headers={"accept-language": "en"})


def test_a_visitor_answers_first_and_then_sees_what_others_answered(page):
    """Without log-in, without JavaScript, and with the form's own token where the browser has no session."""
    for choice in ("new", "new", "heard", "new"):
        Client().post(address(page), {"choice": choice})
    before = Session.objects.count()
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    asked = words(browser.get(f"{LEARN}{page.slug}/1/"))
    assert "per cent" not in asked
    assert 'class="bar"' not in asked
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', asked)
    back = re.search(r'name="back" value="([^"]+)"', asked)
    assert token
    assert back
    sent = browser.post(address(page), {"choice": "used", "back": back.group(1), "csrfmiddlewaretoken": token.group(1)})
    assert sent.status_code == 303
    assert sent["Location"] == f"{LEARN}{page.slug}/1/#poll-know"
    seen = words(browser.get(sent["Location"]))
    assert "60%" in seen
    assert "Your answer" in seen
    assert "5 people have answered" in seen
    assert browser.post(address(page), {"choice": "used"}).status_code == 403
    assert counted(page) == {"heard": 1, "used": 1, "new": 3}
    assert Session.objects.count() == before


def test_the_browser_alone_remembers_and_only_for_that_page(page):
    browser = english()
    cookie = browser.post(address(page), {"choice": "new"}).cookies[remembered(page)]
    assert (cookie.value, cookie["path"]) == ("new", f"{LEARN}{page.slug}/")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert set(browser.cookies) == {remembered(page)}


def test_a_second_answer_is_not_counted(page):
    browser = english()
    browser.post(address(page), {"choice": "new"})
    again_ = browser.post(address(page), {"choice": "heard"})
    assert "Your first answer stands" in words(again_)
    assert remembered(page) not in again_.cookies
    assert counted(page) == {"new": 1}
    assert browser.post(address(page, "more"), {"choice": "heard"}).status_code == 303


def test_an_answer_to_words_that_were_changed_meanwhile_is_not_counted_for_the_new_ones(page):
    browser = english()
    sent = {"choice": "new", "poll": str(page.pk)}  # a poll that is no longer asked here
    assert "The question was changed" in words(browser.post(address(page), sent))
    assert counted(page) == {}
    assert browser.post(address(page), {**sent, "poll": str(poll_of(page, "know").pk)}).status_code == 303


def test_no_answer_and_an_unknown_one_are_told(page):
    for sent in ({}, {"choice": "everything"}):
        answer = english().post(address(page), sent)
        assert "Choose one of the answers" in words(answer)
        assert remembered(page) not in answer.cookies
    assert counted(page) == {}


def test_after_closing_nothing_is_counted_and_the_bars_stay(clinic, page):
    for _ in range(5):
        Client().post(address(page), {"choice": "new"})
    with acting(again(actor(clinic.editor, clinic.solvik))) as by:
        close_poll(by=by, poll=poll_of(page, "know").pk)
    assert "This question is closed" in words(english().post(address(page), {"choice": "heard"}))
    seen = words(english().get(f"{LEARN}{page.slug}/1/"))
    assert "100%" in seen
    assert "takes no more answers" in seen
    assert counted(page) == {"new": 5}


@pytest.mark.parametrize(
    "back",
    [
        "https://example.org/",
        "//example.org/",
        "/me/",
        "/me/reading/",
        "/me/reading/../data/",
        "/t/solvik/learn/../../me/",
    ],
)
def test_a_form_cannot_send_one_elsewhere(page, back):
    sent = Client().post(address(page), {"choice": "new", "back": back})
    assert sent["Location"] == f"{LEARN}{page.slug}/#poll-know"


def given(clinic, page):
    """A browser of a client who was given the page, and where they read it."""
    episode = refer_someone(clinic.solvik)
    with inside(clinic.solvik_organisation) as by:
        row = Recommendation.objects.create(
            organisation_id=by.organisation_id, person=episode.person, episode=episode, what="page", slug=page.slug,
            by=clinic.therapist, at=clock.now(),
        )  # fmt: skip
    browser = signed_in_client(episode.person)
    browser.cookies["language"] = "en"
    return browser, f"/me/reading/{row.pk}/"


def test_a_client_votes_on_the_page_they_were_given_and_sees_what_others_answered(clinic, page):
    """By a plain form to the public address, which asks nobody who they are; seen here and there, counted once."""
    for choice in ("new", "new", "heard", "new"):
        Client().post(address(page), {"choice": choice})
    browser, here = given(clinic, page)
    browser.handler.enforce_csrf_checks = True
    asked = words(browser.get(here))
    assert f'action="{address(page)}"' in asked
    assert 'class="bar"' not in asked
    fields = {
        name: re.search(rf'name="{name}" value="([^"]+)"', asked).group(1)
        for name in ("back", "poll", "csrfmiddlewaretoken")
    }
    assert fields["back"] == here
    sent = browser.post(address(page), {**fields, "choice": "used"})
    assert (sent.status_code, sent["Location"]) == (303, f"{here}#poll-know")
    kept = {(one["path"], one.value) for one in sent.cookies.values() if "poll" in one.key}
    assert kept == {(f"{LEARN}{page.slug}/", "used"), ("/me/reading/", "used")}
    seen = words(browser.get(here))
    assert "Your answer" in seen
    assert "60%" in seen
    assert f'action="{address(page)}"' not in seen
    assert counted(page) == {"heard": 1, "used": 1, "new": 3}
    browser.handler.enforce_csrf_checks = False
    assert len(statements(browser, "get", here)) <= 8


def test_who_answered_on_the_public_page_does_not_answer_again_on_their_own(clinic, page):
    browser, here = given(clinic, page)
    browser.post(address(page), {"choice": "new"})
    again_ = browser.post(address(page), {"choice": "heard", "back": here})
    assert "Your first answer stands" in words(again_)
    assert again_.cookies[f"given-poll-{poll_of(page, 'know').pk}"].value == "new"
    assert counted(page) == {"new": 1}


def test_what_is_not_asked_there_is_not_found(clinic, page, team_page):
    assert Client().post(f"{LEARN}{page.slug}/poll/none/", {"choice": "new"}).status_code == 404
    assert Client().post(f"/t/fjordbyen/learn/{page.slug}/poll/know/", {"choice": "new"}).status_code == 404
    assert Client().post(address(team_page, "how"), {"choice": "new"}).status_code == 404
    assert Client().get(address(page)).status_code == 405


def test_a_room_from_the_code_to_the_bars(clinic, page):
    leader = signed_in(clinic.lead)
    leader.cookies["language"] = "en"
    poll = poll_of(page, "know")
    command = {"command": "6f1d9b52-6a4c-4a1b-9a70-111111111111"}
    opened = leader.post(f"/clinic/solvik/polls/{poll.pk}/room/", command)
    assert opened.status_code == 303
    with inside(page.organisation):
        room = PollRoom.objects.get(poll=poll)
    assert f"{room.code[:3]} {room.code[3:]}" in words(leader.get(opened["Location"]))
    for choice in ("new", "new", "heard", "used", "new"):
        phone = english()
        assert "No question is open" in words(phone.post(f"{LEARN}room/", {"code": "AAAAAA"}))
        there = phone.post(f"{LEARN}room/", {"code": room.code.lower()})
        assert there["Location"] == f"{LEARN}room/{room.pk}/"
        assert "know nb?" in words(phone.get(there["Location"]))
        early = leader.post(f"/clinic/solvik/polls/rooms/{room.pk}/show/")
        assert "Fewer than five" in words(leader.get(early["Location"]))
        sent = phone.post(f"{there['Location']}vote/", {"choice": choice})
        assert sent.cookies[f"poll-{room.pk}"].value == "1"
        assert "Your answer is counted" in words(phone.get(there["Location"]))
        assert "first answer stands" in words(phone.post(f"{there['Location']}vote/", {"choice": choice}))
    wall = words(leader.get(opened["Location"]))
    assert "5 people have answered" in wall
    assert 'class="bar"' not in wall
    leader.post(f"/clinic/solvik/polls/rooms/{room.pk}/show/")
    assert "60%" in words(leader.get(opened["Location"]))
    assert "60%" in words(phone.get(there["Location"]))
    assert "closed" in words(english().post(f"{there['Location']}vote/", {"choice": "new"}))
    assert counted(page) == {}


def test_codes_cannot_be_tried_without_end(clinic, monkeypatch):
    monkeypatch.setattr("stegvis.portals.public.learn.rooms.MOST", 2)
    browser = Client(headers={"accept-language": "en"}, REMOTE_ADDR="192.0.2.7")
    told = [words(browser.post(f"{LEARN}room/", {"code": "AAAAAA"})) for _ in range(3)]
    assert ["too many tries" in answer for answer in told] == [False, False, True]


def test_staff_answer_the_teams_question_once(clinic, team_page):
    poll = poll_of(team_page, "how")
    browser = signed_in(clinic.coordinator)
    browser.cookies["language"] = "en"
    here = f"/clinic/solvik/polls/{poll.pk}/"
    assert "how nb?" in words(browser.get("/clinic/solvik/polls/"))
    assert 'type="radio"' in words(browser.get(here))
    assert "Choose one" in words(browser.post(f"{here}vote/", {"choice": "x"}))
    assert browser.post(f"{here}vote/", {"choice": "used"}).status_code == 303
    after = words(browser.get(here))
    assert 'type="radio"' not in after
    assert "4 more are needed" in after
    assert "first answer stands" in words(browser.post(f"{here}vote/", {"choice": "new"}))
    assert counted(team_page, "how") == {"used": 1}
    with inside(team_page.organisation):
        assert [voter.staff_id for voter in PollVoter.objects.filter(poll=poll)] == [clinic.coordinator.pk]
    assert signed_in(clinic.fjordbyen_lead).post(f"{here}vote/", {"choice": "new"}).status_code == 404


def test_an_editor_closes_and_others_do_not(clinic, page):
    poll = poll_of(page, "know")
    editor = signed_in(clinic.editor)
    assert f"{poll.pk}/close/" in words(editor.get(f"/clinic/solvik/polls/{poll.pk}/"))
    therapist = signed_in(clinic.therapist)
    assert f"{poll.pk}/close/" not in words(therapist.get(f"/clinic/solvik/polls/{poll.pk}/"))
    command = {"command": "6f1d9b52-6a4c-4a1b-9a70-222222222222"}
    assert therapist.post(f"/clinic/solvik/polls/{poll.pk}/close/", command).status_code == 404
    assert editor.post(f"/clinic/solvik/polls/{poll.pk}/close/", command).status_code == 303
    assert poll_of(page, "know").closed_at


def test_pages_ask_the_database_as_little_for_many_polls_as_for_few(clinic, page):
    browser = signed_in(clinic.therapist)
    one = f"/clinic/solvik/polls/{poll_of(page, 'know').pk}/"
    before = [len(statements(browser, "get", path)) for path in ("/clinic/solvik/polls/", one)]
    for number in range(12):
        publish(clinic.solvik_organisation, asking(f"many-{number}", "know"))
    assert [len(statements(browser, "get", path)) for path in ("/clinic/solvik/polls/", one)] == before
    assert max(before) <= 8
