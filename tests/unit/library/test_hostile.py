"""Files, votes and addresses that were made to break the library; and what somebody has made their own stays so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from stegvis.definitions import clock
from stegvis.definitions.citations import BadFile, read_csl
from stegvis.definitions.pages import BadPage, fingerprint
from stegvis.library.actions import stock
from stegvis.library.actions.import_page import import_page
from stegvis.library.actions.keep_claim import keep_claim
from stegvis.library.actions.keep_publication import keep_publication
from stegvis.library.actions.open_room import open_room
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.stock import stock_shelf
from stegvis.library.actions.vote import vote_in_room
from stegvis.library.models import Claim, Page, PageVersion, PollRoom, Publication
from stegvis.people.models import Actor, Denied
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic
from tests.database import Clone
from tests.pages import small_page
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


def at_once(clinic: Clinic, make: Callable[[Actor], object]) -> list[object]:
    """What two editors get who do the same in the same moment, the first of them half a second long."""
    got: list[object] = []
    begun = threading.Event()

    def press(seconds: float) -> None:
        try:
            with acting(again(actor(clinic.editor, clinic.solvik))) as by:
                got.append(make(by))
                begun.set()
                time.sleep(seconds)
        except IntegrityError as wrong:
            got.append(wrong)
        finally:
            connection.close()

    first = threading.Thread(target=press, args=[0.5])
    first.start()
    begun.wait()
    second = threading.Thread(target=press, args=[0])
    second.start()
    first.join()
    second.join()
    return got


def test_of_two_who_publish_a_new_page_at_once_the_second_makes_its_next_version(clinic: Clinic) -> None:
    titles = iter(("Først", "Etterpå"))

    def publishes(by: Actor) -> int:
        tree = {**small_page()["languages"]["nb"], "title": next(titles)}
        document = small_page("at-once", languages={"nb": tree})
        return publish_page(by=by, document=document, origin=PageVersion.Origin.AUTHORED).number

    assert at_once(clinic, publishes) == [1, 2]


def test_of_two_who_keep_a_new_publication_at_once_each_gets_an_address(clinic: Clinic) -> None:
    fields = {"kind": "report", "titles": {"nb": "Samtidig"}, "year": 2024, "language": "nb"}

    def keeps(by: Actor) -> str:
        return keep_publication(by=by, fields=fields, origin=Publication.Origin.WRITTEN).slug

    assert at_once(clinic, keeps) == ["samtidig-2024", "samtidig-2024-2"]


def test_what_people_have_brought_in_is_left_alone_by_the_shelf_and_what_it_brought_is_renewed(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shelf is taken in again with every newer Stegvis."""
    kinds = {"a": Publication.Origin.IMPORTED, "b": Publication.Origin.HARVESTED, "c": Publication.Origin.WRITTEN}
    plain = {"kind": "report", "year": 2024, "language": "nb"}
    shipped = [{**plain, "slug": slug, "titles": {"nb": "Fra hylla"}} for slug in ("a", "b", "c", "d")]
    pages = [small_page(slug) for slug in ("shelf-a", "shelf-b")]
    monkeypatch.setattr(stock, "shelf_claims", list)
    monkeypatch.setattr(stock, "shelf_publications", lambda: shipped)
    monkeypatch.setattr(stock, "shelf_pages", lambda: [(fingerprint(page), page) for page in pages])
    with acting(again(actor(clinic.editor, clinic.solvik))) as by:
        for slug, origin in kinds.items():
            fields = {**plain, "slug": slug, "titles": {"nb": "Vår egen"}}
            keep_publication(by=again(by), fields=fields, origin=origin)
        publish_page(by=by, document=small_page("shelf-a", kind="news"), origin=PageVersion.Origin.IMPORTED)
        stock_shelf(by=by)
    shipped[3]["titles"] = {"nb": "Nyere fra hylla"}
    pages[:] = [small_page(slug, kind="guideline") for slug in ("shelf-a", "shelf-b")]
    with inside(clinic.solvik_organisation) as by:
        stock_shelf(by=by)
        own = Publication.objects.filter(slug__in=kinds).values_list("slug", "titles__nb", "origin")
        assert set(own) == {(slug, "Vår egen", origin) for slug, origin in kinds.items()}
        assert Publication.objects.get(slug="d").titles["nb"] == "Nyere fra hylla"
        assert dict(Page.objects.filter(slug__startswith="shelf-").values_list("slug", "kind")) == {
            "shelf-a": "news", "shelf-b": "guideline",
        }  # fmt: skip
