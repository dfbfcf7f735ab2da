"""Logging in as a client: nothing acts on GET, nothing works twice, and everybody gets the same answer."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from stegvis.care.actions.invite_client import give_spoken_code, invite_client
from stegvis.care.models import Episode
from stegvis.care.tasks import send_link
from stegvis.notices.models import Notice
from stegvis.people.actions.enrol import NewChannel
from stegvis.people.models import ClientLogin, Session
from stegvis.people.sealing import sealer_of
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, refer_someone, signed_in

BOTH = (NewChannel("sms", "+4740000001", True), NewChannel("email", "kari@example.org", True))
BORN = {"birth_date_day": "17", "birth_date_month": "5", "birth_date_year": "1990"}


@pytest.fixture
def clinic(db: Any) -> Clinic:
    cache.clear()
    return make_clinic()


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    return refer_someone(clinic.solvik, channels=BOTH, responsible=clinic.therapist)


@pytest.fixture
def path(clinic: Clinic, episode: Episode) -> str:
    """The address in the invitation."""
    by = again(actor(clinic.therapist, clinic.solvik))
    with acting(by):
        invite_client(by=by, episode_id=episode.pk)
    address = values_of(episode, "way_in")["link"]
    return re.sub(r"^https?://[^/]+", "", address)


def values_of(episode: Episode, text: str) -> dict[str, str]:
    with inside(episode.organisation):
        notice = Notice.objects.filter(person=episode.person, text=text).latest("made_at")
    sealer = sealer_of(episode.person.key)
    values: dict[str, str] = json.loads(
        sealer.unseal(notice.sealed, table="notices_notice", column="sealed", row=notice.pk)
    )
    return values


def code_of(browser: Client, episode: Episode, path: str) -> str:
    browser.post(path, {"send": "1"})
    return values_of(episode, "code")["code"]


def came_in(browser: Client) -> bool:
    return browser.get("/me/").status_code == 200


def test_a_client_comes_in_by_link_and_code(episode: Episode, path: str) -> None:
    browser = Client()
    response = browser.post(path, {"code": code_of(browser, episode, path)})
    assert (response.status_code, response["Location"]) == (303, "/me/")
    assert "Hei, Kari." in browser.get("/me/").content.decode()


def test_mail_scanners_that_open_the_link_use_nothing_up(episode: Episode, path: str) -> None:
    """Five openings and a HEAD, as the scanners of big mail hosts do (facts/safety.md, row 13)."""
    scanner = Client()
    for _ in range(5):
        assert scanner.get(path).status_code == 200
    assert scanner.head(path).status_code == 200
    assert not Session.objects.exists()
    with inside(episode.organisation):
        assert not Notice.objects.filter(text="code").exists()
    browser = Client()
    browser.post(path, {"code": code_of(browser, episode, path)})
    assert came_in(browser)


def test_the_second_one_with_the_same_link_and_code_stays_outside(episode: Episode, path: str) -> None:
    first, second = Client(), Client()
    code = code_of(first, episode, path)
    first.post(path, {"code": code})
    assert second.post(path, {"code": code}).status_code == 200
    assert came_in(first)
    assert not came_in(second)


def test_the_page_of_a_link_is_the_same_for_a_link_that_is_none(episode: Episode, path: str) -> None:
    unknown = path[:-10] + "AAAAAAAAA/"
    for method, data in (("get", {}), ("post", {"code": "123456"}), ("post", {"send": "1"})):
        known, other = (getattr(Client(), method)(one, data) for one in (path, unknown))
        assert (known.status_code, bare(known)) == (other.status_code, bare(other))
    assert b"Kari" not in Client().get(path).content


def bare(response: Any) -> str:
    """A page without what is new each time: tokens, command ids and its own address."""
    return re.sub(r'(value|action|href|next)="[^"]*"|/i/[^/]*/', "", response.content.decode())


def test_the_pages_are_kept_nowhere(path: str) -> None:
    for page in (path, "/log-in/", "/log-in/code/"):
        assert "no-store" in Client().get(page)["Cache-Control"]


def test_the_session_has_a_new_key_and_whoever_was_logged_in_is_out(
    clinic: Clinic, episode: Episode, path: str
) -> None:
    """The key that somebody may have planted or seen before is worth nothing after."""
    browser = signed_in(clinic.therapist)
    before = browser.session.session_key
    browser.post(path, {"code": code_of(browser, episode, path)})
    assert browser.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert "_auth_user_id" not in browser.session


def test_a_client_comes_in_by_a_spoken_code_and_birthday(clinic: Clinic, episode: Episode) -> None:
    by = again(actor(clinic.coordinator, clinic.solvik))
    with acting(by):
        code = give_spoken_code(by=by, episode_id=episode.pk).secret
    browser = Client()
    assert browser.post("/log-in/code/", {"code": code, **BORN, "birth_date_day": "18"}).status_code == 200
    assert not came_in(browser)
    browser.post("/log-in/code/", {"code": code.lower(), **BORN})
    assert came_in(browser)


def test_after_ten_tries_from_one_address_there_is_a_pause(clinic: Clinic, episode: Episode) -> None:
    by = again(actor(clinic.therapist, clinic.solvik))
    with acting(by):
        code = give_spoken_code(by=by, episode_id=episode.pk).secret
    browser = Client()
    for _ in range(10):
        browser.post("/log-in/code/", {"code": "WRONGCODE2", **BORN})
    page = browser.post("/log-in/code/", {"code": code, **BORN}).content.decode()
    assert "for mange forsøk" in page
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    elsewhere.post("/log-in/code/", {"code": code, **BORN})
    assert came_in(elsewhere)


def test_what_is_missing_is_said_beside_the_field(clinic: Clinic) -> None:
    page = Client().post("/log-in/code/", {"code": ""}).content.decode()
    assert page.count("field-error") == 2


def ask(contact: str, team: str = "solvik") -> Any:
    return Client().post("/log-in/", {"team": team, "contact": contact, **BORN})


def test_asking_for_a_new_link_gives_everybody_the_same_answer_and_looks_nobody_up(
    clinic: Clinic, episode: Episode, django_assert_num_queries: Any
) -> None:
    known, unknown = ask("kari@example.org"), ask("nobody@example.org")
    assert known.status_code == unknown.status_code == 303
    assert known["Location"] == unknown["Location"]
    with inside(episode.organisation):
        assert not ClientLogin.objects.exists()
    jobs = list(ProcrastinateJob.objects.filter(task_name="care.send_link").order_by("id"))
    assert len(jobs) == 2
    assert not re.search(r"kari|nobody|1990", str([job.args for job in jobs]))


def test_the_job_of_a_known_client_sends_a_link_and_the_other_nothing(clinic: Clinic, episode: Episode) -> None:
    for contact in ("kari@example.org", "nobody@example.org"):
        ask(contact)
    for job in ProcrastinateJob.objects.filter(task_name="care.send_link").order_by("id"):
        assert base64.b64decode(job.args["sealed"])
        send_link(**job.args)
    with inside(episode.organisation):
        assert ClientLogin.objects.count() == 1


def test_who_is_logged_in_is_led_to_the_own_page(episode: Episode, path: str) -> None:
    browser = Client()
    browser.post(path, {"code": code_of(browser, episode, path)})
    assert browser.get("/log-in/")["Location"] == "/me/"


def test_the_page_speaks_the_clients_language_after_log_in(clinic: Clinic) -> None:
    episode = refer_someone(clinic.solvik, "Per Prøve", channels=BOTH, responsible=clinic.therapist, language="nn")
    by = again(actor(clinic.therapist, clinic.solvik))
    with acting(by):
        code = give_spoken_code(by=by, episode_id=episode.pk).secret
    browser = Client()
    browser.post("/log-in/code/", {"code": code, **BORN})
    assert '<html lang="nn">' in browser.get("/me/").content.decode()
