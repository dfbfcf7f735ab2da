"""Networks and events on pages: signing up without telling who comes, what stays in a refused form, who sees what."""

from __future__ import annotations

import json
import re
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stegvis.definitions import clock
from stegvis.definitions.national_numbers import synthetic_norwegian
from stegvis.network.actions.plan_event import plan_event
from stegvis.network.actions.share_file import FileFields, share_file
from stegvis.network.actions.write_post import comment
from stegvis.network.models import Post, SignUp
from stegvis.notices.actions.send import send
from stegvis.notices.models import Notice
from stegvis.people.models import User
from tests.clinic import acting, inside, signed_in
from tests.unit.network.gathering import Gathering, event_fields, make_gathering

EVENT = "/t/solvik/events/fagdag/"
NETWORK = "/office/solvik/networks/proeve/"


@pytest.fixture
def there(db: None) -> Gathering:
    return make_gathering(seats=1)


def typed(name: str, needs: str = "") -> dict[str, str]:
    return {
        "name": name, "email": f"{name.lower()}@prove.example", "comes_as": "staff", "needs": needs,
        "command": str(uuid.uuid4()),
    }  # fmt: skip


def test_a_seat_then_the_waiting_list_then_the_seat_comes_back(there: Gathering) -> None:
    browser = Client(headers={"accept-language": "en"})
    assert "There are seats" in browser.get("/t/solvik/events/").content.decode()
    first = browser.post(f"{EVENT}sign-up/", typed("Ane"), follow=True).content.decode()
    assert "You have a seat" in first
    second = browser.post(f"{EVENT}sign-up/", typed("Bo"), follow=True).content.decode()
    assert "You are on the waiting list" in second
    # The same address as before is answered as a new one would be; its letter says what is true.
    again = browser.post(f"{EVENT}sign-up/", typed("Ane"), follow=True).content.decode()
    assert "You are on the waiting list" in again
    with inside(there.clinic.solvik.organisation):
        assert [one.text for one in Notice.objects.order_by("made_at")] == ["event_seat", "event_waiting", "event_seat"]


def test_an_address_typed_again_and_again_gets_three_letters_and_keeps_its_last_link(there: Gathering) -> None:
    """From wherever it is typed: somebody else's post box is not ours to fill."""
    for number in range(3):
        browser = Client(headers={"accept-language": "en"}, REMOTE_ADDR=f"192.0.2.{number}")
        email = "Ane@prove.example " if number else "ane@prove.example"
        browser.post(f"{EVENT}sign-up/", {**typed("Ane"), "email": email})
    with inside(there.clinic.solvik.organisation):
        doors = set(SignUp.objects.values_list("door_hash", flat=True))
    fourth = browser.post(f"{EVENT}sign-up/", typed("Ane"))
    assert "This address was signed up a moment ago." in fourth.content.decode()
    with inside(there.clinic.solvik.organisation):
        assert Notice.objects.count() == 3
        assert set(SignUp.objects.values_list("door_hash", flat=True)) == doors


def test_the_link_does_nothing_until_the_button_is_pressed(there: Gathering) -> None:
    """Programs that read mail open links too."""
    from stegvis.network.actions.sign_up import Guest, sign_up
    from tests.clinic import acting, visitor

    by = visitor(there.clinic.solvik)
    with acting(by):
        secret = (
            sign_up(by=by, event_id=there.event.pk, guest=Guest("Ane", "ane@prove.example", "staff")).told[0].secret
        )
    browser = Client(headers={"accept-language": "en"})
    page = browser.get(f"/t/solvik/events/seat/{secret}/").content.decode()
    assert "Give the seat back" in page
    assert "Ane" not in page
    with inside(there.clinic.solvik.organisation):
        assert SignUp.objects.get().state == SignUp.State.SEAT
    done = browser.post(f"/t/solvik/events/seat/{secret}/", follow=True).content.decode()
    assert "You are no longer signed up" in done
    assert browser.get("/t/solvik/events/seat/not-a-secret/").status_code == 404


def test_a_person_number_stays_in_the_form_and_nowhere_else(there: Gathering) -> None:
    number = synthetic_norwegian(clock.today("Europe/Oslo") - timedelta(days=9000))
    browser = Client(headers={"accept-language": "en"})
    refused = browser.post(f"{EVENT}sign-up/", typed("Ane", needs=f"nr {number}"))
    assert refused.status_code == 422
    assert "national identity number" in refused.content.decode()
    assert number in refused.content.decode()
    member = signed_in(there.clinic.manager)
    post = {"title": "Hei", "text": f"om {number[:6]} {number[6:]}", "command": str(uuid.uuid4())}
    refused = member.post(f"{NETWORK}posts/", post)
    assert refused.status_code == 422
    assert number[6:] in refused.content.decode()
    with inside(there.clinic.solvik.organisation):
        assert not SignUp.objects.exists()
        assert not Post.objects.exists()


def test_an_upload_that_is_not_what_it_says_is_a_sentence(there: Gathering) -> None:
    browser = signed_in(there.clinic.manager)
    given = {"name": "Mal", "author": "Gruppa", "licence": "own", "command": str(uuid.uuid4())}
    wrong = SimpleUploadedFile("mal.pdf", b"MZ\x90 not a pdf", content_type="application/pdf")
    assert browser.post(f"{NETWORK}files/", {**given, "file": wrong}).status_code == 422
    right = SimpleUploadedFile("mal.exe", b"%PDF-1.4", content_type="text/html")
    page = browser.post(f"{NETWORK}files/", {**given, "file": right}, follow=True).content.decode()
    link = re.search(r"/office/solvik/networks/files/[0-9a-f-]{36}/\"", page)
    assert link is not None
    sent = browser.get(link[0][:-1])
    assert sent["Content-Type"] == "application/pdf"
    assert sent["Content-Disposition"].startswith("attachment")


def test_who_arranges_sees_who_signed_up_and_others_do_not(there: Gathering) -> None:
    Client().post(f"{EVENT}sign-up/", typed("Kanarifugl"))
    address = "/office/solvik/networks/events/fagdag/"
    assert "Kanarifugl" in signed_in(there.clinic.lead).get(address).content.decode()
    assert "Kanarifugl" not in signed_in(there.clinic.therapist).get(address).content.decode()
    assert signed_in(there.clinic.coordinator).get(address).status_code == 404
    assert signed_in(there.clinic.therapist).post(f"{address}cancel/").status_code == 403


def test_an_event_that_the_public_does_not_see_is_joined_by_those_who_are_logged_in(
    there: Gathering, settings: Any, tmp_path: Path
) -> None:
    """With the name and the address of their account; their letters lead to pages that they can open."""
    settings.STEGVIS_SPOOL = str(tmp_path)
    with acting(there.supporter):
        fields = replace(event_fields(there.network, seats=1, slug="closed"), is_public=False)
        plan_event(by=there.supporter, fields=fields)
    address = "/office/solvik/networks/events/closed/"
    given = {"comes_as": "staff", "needs": ""}
    assert Client().get("/t/solvik/events/closed/").status_code == 404
    for user, said in ((there.clinic.therapist, "You have a seat."), (there.clinic.manager, "You are number 1")):
        browser = signed_in(user)
        browser.cookies["language"] = "en"
        shown = browser.get(address).content.decode()
        assert f"{address}sign-up/" in shown
        assert 'href="/office/solvik/networks/"' in shown.partition("<main")[0]  # whoever takes part finds the way
        assert browser.post(f"{address}sign-up/", {"comes_as": "nobody"}).status_code == 422
        answer = browser.post(f"{address}sign-up/", {**given, "command": str(uuid.uuid4())}, follow=True)
        assert said in answer.content.decode()
    signed_in(User.objects.get(pk=there.supporter.user_id)).post(f"{address}cancel/")
    organisation = there.clinic.solvik.organisation
    with inside(organisation):
        notices = list(Notice.objects.order_by("made_at", "pk"))
    assert {send(organisation, one.pk) for one in notices} == {Notice.State.SENT}
    letters = [json.loads((tmp_path / f"{one.pk}.json").read_text("utf-8")) for one in notices]
    assert {one["to"] for one in letters} == {there.clinic.therapist.email, there.clinic.manager.email}
    seat = re.search(r"/t/solvik/events/seat/[^ ]+", letters[0]["body"])
    assert seat is not None
    assert "/t/solvik/events/closed/" not in Client().get(seat[0]).content.decode()
    assert all(f"{settings.STEGVIS_URL}/clinic/" in one["body"] for one in letters[-2:])
    assert browser.get(f"{address}sign-up/").status_code == 403


def test_a_moderator_hides_a_comment_on_a_file_with_a_reason(there: Gathering) -> None:
    """Comments are moderated as posts are: the link stands beside each, for who moderates alone."""
    with acting(there.member):
        about = FileFields("Mal", "Gruppa", "CC-BY-4.0")
        shared = share_file(by=there.member, network_id=there.network.pk, fields=about, content=b"%PDF-1.4")
        said = comment(by=there.member, file_id=shared.pk, text="Kjøp klokker hos meg")
    hide = f"/office/solvik/networks/posts/{said.pk}/hide/"
    moderator = signed_in(User.objects.get(pk=there.supporter.user_id))
    assert hide in moderator.get(NETWORK).content.decode()
    assert hide not in signed_in(there.clinic.therapist).get(NETWORK).content.decode()
    # From there an event of this network is planned.
    planning = re.search(r'href="([^"]+events/new/[^"]+)"', moderator.get(NETWORK).content.decode())
    assert planning is not None
    assert f'value="{there.network.pk}" selected' in moderator.get(planning[1]).content.decode()
    moderator.post(hide, {"why": "Ikke et sted for salg", "command": str(uuid.uuid4())})
    assert "Kjøp klokker" not in signed_in(there.clinic.therapist).get(NETWORK).content.decode()


@pytest.mark.parametrize("address", [EVENT, "/t/solvik/networks/proeve/", "/t/solvik/networks/", "/t/solvik/events/"])
def test_public_pages_take_at_most_eight_statements(there: Gathering, address: str) -> None:
    assert statements(Client(), address) <= 8


@pytest.mark.parametrize("address", ["", "proeve/", "events/fagdag/"])
def test_staff_pages_take_at_most_eight_statements(there: Gathering, address: str) -> None:
    assert statements(signed_in(there.clinic.lead), f"/office/solvik/networks/{address}") <= 8


def statements(browser: Client, address: str) -> int:
    """What the page asks of the database, without the transaction's own beginning and end."""
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    own = ("SAVEPOINT", "RELEASE", "select set_config('stegvis.user'")
    return len([one for one in asked.captured_queries if not one["sql"].startswith(own)])
