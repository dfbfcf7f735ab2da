"""Offers nearby and what is given to clients, on pages: found without telling who looks, given in one click."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client

from stegvis.definitions import clock
from stegvis.network.models import LocalOffer
from stegvis.portals.pictures.places import Spot, places
from stegvis.selfhelp.models import Recommendation
from tests.clinic import inside, signed_in, signed_in_client
from tests.portals.client_pages import statements
from tests.unit.selfhelp.test_recommend import WORDS, Shelf

pytestmark = pytest.mark.django_db
MOST = 8  # statements a page
NEAR = "/t/solvik/nearby/"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def text(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def test_anyone_finds_what_is_near_and_an_empty_search_says_so(shelf: Shelf) -> None:
    browser = Client(headers={"accept-language": "en"})
    found = text(browser, NEAR)
    assert "Gågruppa" in found
    assert "Where are you?" in found
    assert "Nothing here fits all of that" in text(browser, f"{NEAR}?kind=crisis&is_step_free=on")
    # What somebody types into the address counts as nothing, and is not written back.
    assert "Gågruppa" in text(browser, f"{NEAR}?municipality=%3Cb%3E&problem=nonsense")
    assert "12 34 56 78" in text(browser, f"{NEAR}gagruppa/")
    assert browser.get(f"{NEAR}finnes-ikke/").status_code == 404
    assert browser.get("/t/fjordbyen/nearby/gagruppa/").status_code == 404
    assert "We have not checked this ourselves yet." not in found
    with inside(shelf.clinic.solvik_organisation):
        LocalOffer.objects.update(checked_on=None)
    for path in (NEAR, f"{NEAR}gagruppa/"):
        unchecked = text(browser, path)
        assert "We have not checked this ourselves yet." in unchecked
        assert "That is long ago" not in unchecked
    keeper = text(signed_in(shelf.clinic.coordinator), "/office/solvik/offers/")
    assert "har ikke sjekket dette selv" in keeper
    assert "Sist sjekket None" not in keeper


def test_the_team_looks_after_the_offers(shelf: Shelf) -> None:
    keeper = signed_in(shelf.clinic.coordinator)
    typed = {
        "language": "nb", "name": "Danseverkstedet", "description": "Vi danser.", "kind": "training", "room": "open",
        "municipalities": "barum, Oslo", "phone": "12 34 56 78", "is_step_free": "yes",
    }  # fmt: skip
    wrong = keeper.post("/office/solvik/offers/new/", {**typed, "municipalities": "Atlantis"})
    assert wrong.status_code == 422
    assert "Atlantis" in wrong.content.decode()
    done = keeper.post("/office/solvik/offers/new/", {**typed, "municipalities": "baerum, Oslo"})
    assert done.status_code == 303
    with inside(shelf.clinic.solvik_organisation):
        made = LocalOffer.objects.get(slug="danseverkstedet")
        assert (sorted(made.municipalities), made.is_step_free, made.is_free_of_charge) == (
            ["0301", "3201"],
            True,
            None,
        )
        assert made.owner_id == shelf.clinic.coordinator.pk
    assert "Bærum" in text(keeper, f"/office/solvik/offers/{made.pk}/")
    assert signed_in(shelf.clinic.manager).get("/office/solvik/offers/").status_code == 404
    assert keeper.post(f"/office/solvik/offers/{made.pk}/withdraw/").status_code == 303
    assert Client().get(f"{NEAR}danseverkstedet/").status_code == 404


def test_a_therapist_gives_in_one_click_and_the_client_opens_it(shelf: Shelf) -> None:
    staff, browser = signed_in(shelf.clinic.therapist), signed_in_client(shelf.episode.person)
    record = f"/clinic/solvik/clients/{shelf.episode.pk}/reading/"
    assert "Gågruppa" in text(staff, f"{record}?near=1")
    sent = {"what": "page", "slug": "sovn", "words": WORDS, "command": str(uuid.uuid4())}
    assert staff.post(f"{record}give/", sent).status_code == 303
    assert staff.post(f"{record}give/", sent).status_code == 303  # pressed twice
    with inside(shelf.clinic.solvik_organisation):
        row = Recommendation.objects.get()
    for page in ("/me/", "/me/reading/"):
        found = text(browser, page)
        assert "/me/reading/" in found
    assert WORDS in found
    whole = text(browser, f"/me/reading/{row.pk}/")
    assert WORDS in whole
    assert "Kroppen trenger søvn" in whole
    # The way out of the portal carries nothing of it.
    links = re.findall(r'href="([^"]*)"', whole)
    assert any(link.startswith("/t/solvik/") for link in links)
    assert not [link for link in links if str(row.pk) in link]
    with inside(shelf.clinic.solvik_organisation):
        row.refresh_from_db()
    assert row.opened_at is not None
    assert row.opened_at <= clock.now()


def test_from_the_page_one_chooses_among_ones_own_clients(shelf: Shelf) -> None:
    staff = signed_in(shelf.clinic.therapist)
    path = "/clinic/solvik/library/offer/gagruppa/"
    assert str(shelf.episode.pk) in text(staff, path)
    colleague = signed_in(shelf.clinic.colleague)
    assert str(shelf.episode.pk) not in text(colleague, path)
    sent = {"client": str(shelf.episode.pk), "words": "", "command": str(uuid.uuid4())}
    assert colleague.post(path, sent).status_code == 422
    assert staff.post(path, sent).status_code == 303
    assert text(staff, "/clinic/solvik/library/page/rutine/", 404)
    assert text(staff, "/clinic/solvik/library/?q=sovn")


def test_training_is_prescribed_with_somewhere_to_train(shelf: Shelf) -> None:
    staff = signed_in(shelf.clinic.therapist)
    found = text(staff, f"/clinic/solvik/clients/{shelf.episode.pk}/training/")
    assert "Gågruppa" in found
    assert 'name="slug" value="gagruppa"' in found


def test_no_page_costs_more_than_eight_statements(shelf: Shelf) -> None:
    shelf.gives(words=WORDS)
    row = shelf.gives("offer", "gagruppa")
    shelf.gives("claim", "seks-av-ti")
    staff, browser = signed_in(shelf.clinic.therapist), signed_in_client(shelf.episode.person)
    keeper, anyone = signed_in(shelf.clinic.coordinator), Client()
    record = f"/clinic/solvik/clients/{shelf.episode.pk}"
    with inside(shelf.clinic.solvik_organisation):
        page = Recommendation.objects.get(what="page")
    for who, path in (
        (anyone, NEAR), (anyone, f"{NEAR}gagruppa/"), (keeper, "/office/solvik/offers/"),
        (signed_in(shelf.clinic.editor), "/office/solvik/library/uses/"),
        (staff, "/clinic/solvik/library/"), (staff, "/clinic/solvik/library/?q=sovn"),
        (staff, "/clinic/solvik/library/?near=1"), (staff, "/clinic/solvik/library/page/sovn/"),
        (staff, f"{record}/reading/"), (staff, f"{record}/reading/?q=sovn"), (staff, f"{record}/reading/?near=1"),
        (staff, f"{record}/training/"), (browser, "/me/reading/"), (browser, f"/me/reading/{page.pk}/"),
        (browser, f"/me/reading/{row.pk}/"),
    ):  # fmt: skip
        found = statements(who, "get", path)
        assert len(found) <= MOST, (path, len(found), [one[:90] for one in found])


def test_places_are_drawn_where_they_lie_and_marks_do_not_cover_each_other() -> None:
    """North is up; two doors in one street share a mark with both numbers, and a name that needs it is escaped."""
    spots = [
        Spot(1, "Nord <b>", "Byen", 60.2, 10.0),
        Spot(2, "Sør", "Byen", 60.0, 10.0),
        Spot(3, "Dør", "Byen", 60.0001, 10.0),
    ]
    drawn = places(title="Hvor", spots=spots, centre=None, key="t")
    assert "2, 3" in drawn
    assert "<b>" not in drawn
    marks = {text: float(y) for y, text in re.findall(r'on-spot" x="[\d.]+" y="([\d.]+)">([^<]+)<', drawn)}
    assert marks["1"] < marks["2, 3"]
    assert places(title="Hvor", spots=[], centre=None, key="t") == ""
