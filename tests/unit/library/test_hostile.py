"""Files, votes and addresses that were made to break the library; and what somebody has made their own stays so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from stegvis.definitions import clock
from stegvis.definitions.citations import BadFile, read_csl
from stegvis.definitions.pages import BadPage
from stegvis.library.actions import stock
from stegvis.library.actions.import_page import import_page
from stegvis.library.actions.keep_claim import keep_claim
from stegvis.library.actions.open_room import open_room
from stegvis.library.actions.stock import stock_shelf
from stegvis.library.actions.vote import vote_in_room
from stegvis.library.models import Claim, PollRoom
from stegvis.people.models import Denied
from tests.clinic import Clinic, acting, actor, inside, make_clinic
from tests.database import Clone
from tests.polls import asking, poll_of, publish

# Python reads no number of so many digits, and says so with an error that is none of JSON's.
DIGITS = b"[" + b"1" * 5000 + b"]"


@pytest.fixture(scope="module")
def clinic(module_clone: Clone) -> Clinic:
    return make_clinic()


def test_a_number_without_end_is_no_page(clinic: Clinic) -> None:
    with acting(actor(clinic.editor, clinic.solvik)) as by, pytest.raises(BadPage):
        import_page(by=by, raw=DIGITS)


def test_a_number_without_end_is_no_publication() -> None:
    with pytest.raises(BadFile):
        read_csl(DIGITS, "nb")


def test_an_answer_that_no_database_keeps_is_refused_with_a_sentence(clinic: Clinic) -> None:
    page = publish(clinic.solvik_organisation, asking("hostile", "know", "more"))
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        room = open_room(by=by, poll=poll_of(page, "know").pk)
    for choice in ("\0", "no such answer"):
        with pytest.raises(Denied, match="Choose one"):
            vote_in_room(organisation_id=room.organisation_id, room=room.pk, choice=choice)
    vote_in_room(organisation_id=room.organisation_id, room=room.pk, choice="new")
    with inside(clinic.solvik_organisation):
        assert sum(PollRoom.objects.get(pk=room.pk).counts.values()) == 1


def test_a_file_that_no_database_can_look_for_is_not_there(clinic: Clinic) -> None:
    publish(clinic.solvik_organisation, asking("no-such-file", "know", "more"))
    assert Client().get("/t/solvik/learn/no-such-file/files/%00").status_code == 404


def test_what_is_narrowed_to_does_not_fill_the_page(clinic: Clinic) -> None:
    """It stands in every link, and what it comes to is remembered in the process."""
    asked = {"q": "angst", "by": "x" * 20_000, "topic": "y" * 20_000, "sort": "z" * 20_000}
    told = Client(headers={"accept-language": "nb"}).get("/t/solvik/learn/search/", asked)
    assert told.status_code == 200
    assert b"x" * 301 not in told.content
    assert b"y" * 301 not in told.content
    assert b"z" * 301 not in told.content


def test_a_claim_that_an_editor_has_written_anew_is_left_alone_by_the_shelf(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = {
        "slug": "one-in-ten",
        "figure": "10 %",
        "year": 2020,
        "source": "Somebody (2020). Sleep.",
        "url": "https://example.org/sleep",
        "publication": "",
        "review_by": (clock.now().date() + timedelta(days=365)).isoformat(),
        "texts": {"nb": {"statement": "Hver tiende sover dårlig.", "caveat": "Bare voksne."}},
    }
    for name in ("shelf_pages", "shelf_publications"):
        monkeypatch.setattr(stock, name, list)
    monkeypatch.setattr(stock, "shelf_claims", lambda: [shipped])
    with inside(clinic.fjordbyen_organisation) as by:
        stock_shelf(by=by)
        assert Claim.objects.get(slug="one-in-ten").owner_id is None
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)) as by:
        keep_claim(by=by, fields={**shipped, "figure": "12 %"})
    with inside(clinic.fjordbyen_organisation) as by:
        stock_shelf(by=by)
        kept = Claim.objects.get(slug="one-in-ten")
        assert (kept.figure, kept.owner_id) == ("12 %", clinic.fjordbyen_lead.pk)
