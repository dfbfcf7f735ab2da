"""What a therapist gives to read or to go to: only in a course they work with, only what is there, seen by the client
alone, and counted without a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stegvis.definitions import clock
from stegvis.library.actions.keep_claim import keep_claim
from stegvis.library.actions.publish_page import publish_page
from stegvis.library.actions.withdraw_page import withdraw_page
from stegvis.library.models import PageUse, PageVersion
from stegvis.library.queries.uses import uses
from stegvis.network.actions.check_offer import withdraw_offer
from stegvis.network.actions.keep_offer import OfferFields, keep_offer
from stegvis.network.models import LocalOffer
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound, Role
from stegvis.selfhelp.actions.recommend import note_opened, recommend, withdraw_recommendation
from stegvis.selfhelp.models import Recommendation
from stegvis.selfhelp.queries.recommendations import of_client, of_episode, own_clients, own_recommendation
from tests.clinic import acting, actor, client_actor, refer_someone
from tests.pages import small_page
from tests.unit.selfhelp.nights import Story

pytestmark = pytest.mark.django_db
WORDS = "Les dette før vi ses på torsdag."
CLAIM = {
    "slug": "seks-av-ti", "figure": "6 av 10", "year": 2020, "source": "Prøverapporten", "url": "https://prove.example",
    "publication": "", "review_by": "2099-01-01",
    "texts": {"nb": {"statement": "Seks av ti ble bedre.", "caveat": "I én studie."}},
}  # fmt: skip


class Shelf(Story):
    """A client, a therapist, and an organisation with a page, a claim and an offer."""

    def __init__(self) -> None:
        super().__init__()
        lead = actor(self.clinic.lead, self.clinic.solvik)
        keeper = replace(lead, roles=frozenset({Role.EDITOR}))
        with acting(keeper):
            editor = replace(keeper, command=None)
            self.version = publish_page(by=editor, document=small_page("sovn"), origin=PageVersion.Origin.AUTHORED)
            publish_page(by=editor, document=small_page("rutine", kind="handbook", audience="staff"),
                         origin=PageVersion.Origin.AUTHORED)  # fmt: skip
            keep_claim(by=editor, fields=CLAIM)
            texts = {"nb": {"name": "Gågruppa", "description": "Vi går."}}
            self.offer = keep_offer(by=editor, fields=OfferFields(
                slug="gagruppa", kind=LocalOffer.Kind.TRAINING, texts=texts, phone="12 34 56 78",
                checked_on=clock.today("Europe/Oslo")))  # fmt: skip
        self.editor = editor

    def gives(self, what: str = "page", slug: str = "sovn", words: str = "") -> Recommendation:
        return self.as_therapist(
            lambda by, episode: recommend(by=by, episode=episode, what=what, slug=slug, words=words)
        )

    def has(self) -> list[tuple[str, str]]:
        return self.as_client(lambda by, _episode: [(one.what, one.title) for one in of_client(by)])


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_what_is_given_stands_in_the_plan_with_the_therapists_words(shelf: Shelf) -> None:
    made = shelf.gives(words=WORDS)
    shelf.gives("claim", "seks-av-ti")
    shelf.gives("offer", "gagruppa")
    assert {what for what, _title in shelf.has()} == {"page", "claim", "offer"}
    assert WORDS.encode() not in bytes(made.words_sealed or b"")
    shelf.as_client(lambda by, _episode: note_opened(by=by, recommendation_id=made.pk))
    seen = shelf.as_therapist(lambda by, episode: {one.slug: one for one in of_episode(by, episode)})
    assert seen["sovn"].words == WORDS
    assert seen["sovn"].opened_at is not None
    assert seen["gagruppa"].opened_at is None
    # Three things in one talk are told of once.
    assert shelf.as_therapist(lambda _by, _episode: Notice.objects.filter(text="something_new").count()) == 1


def test_nobody_gives_in_a_course_they_do_not_work_with(shelf: Shelf) -> None:
    """A colleague of another team has the id of the course, and gets the answer of one that does not exist."""
    _own, episode = shelf.as_therapist(lambda by, episode: (by, episode))
    for user, team in (
        (shelf.clinic.havna_therapist, shelf.clinic.havna),
        (shelf.clinic.colleague, shelf.clinic.solvik),
    ):
        stranger = actor(user, team)
        with acting(stranger):
            with pytest.raises(NotFound):
                recommend(by=stranger, episode=episode, what="page", slug="sovn")
            assert of_episode(stranger, episode) == []
    keeper = replace(shelf.therapist, roles=frozenset({Role.COORDINATOR}), command=None)
    with acting(keeper):
        with pytest.raises(NotFound):
            recommend(by=keeper, episode=episode, what="page", slug="sovn")
        with pytest.raises(NotFound):
            of_episode(keeper, episode)


@pytest.mark.parametrize(
    ("what", "slug"),
    [("page", "rutine"), ("page", "finnes-ikke"), ("claim", "finnes-ikke"), ("offer", "borte"), ("film", "sovn")],
)
def test_only_what_a_client_may_read_is_given(shelf: Shelf, what: str, slug: str) -> None:
    """A page for staff would be a dead end for the client, and tell how the house talks about them."""
    with pytest.raises(NotFound):
        shelf.gives(what, slug)


def test_twice_is_refused_and_taken_back_may_be_given_again(shelf: Shelf) -> None:
    made = shelf.gives()
    with pytest.raises(Denied, match="already"):
        shelf.gives()
    shelf.as_therapist(lambda by, episode: withdraw_recommendation(by=by, episode=episode, recommendation_id=made.pk))
    assert shelf.has() == []
    shelf.gives()
    assert len(shelf.has()) == 1


def test_another_client_sees_nothing_of_it(shelf: Shelf) -> None:
    made = shelf.gives(words=WORDS)
    for team in (shelf.clinic.solvik, shelf.clinic.fjordbyen):
        other = client_actor(refer_someone(team, "Annen Person", mobile="40000098").person)
        with acting(other):
            assert of_client(other) == []
            with pytest.raises(NotFound):
                own_recommendation(other, made.pk)


def test_what_was_withdrawn_says_that_it_is_gone(shelf: Shelf) -> None:
    """An empty row, or a link to nothing, would make the client look for a fault of their own."""
    shelf.gives()
    shelf.gives("offer", "gagruppa")
    with acting(shelf.editor):
        withdraw_page(by=shelf.editor, page=shelf.version.page)
        withdraw_offer(by=shelf.editor, offer_id=shelf.offer.pk)
    gone = shelf.as_client(lambda by, _episode: [one.is_gone for one in of_client(by)])
    assert gone == [True, True]


def test_the_editor_sees_how_often_and_never_to_whom(shelf: Shelf) -> None:
    """One in a month is not shown: somebody who knows that client could tell what they were given."""
    shelf.gives()
    with acting(shelf.editor):
        row = PageUse.objects.get(what=PageUse.What.PRESCRIBED)
        assert row.n == 1
        assert [use.prescribed for use in uses(shelf.editor)] == [None]
    assert {each.name for each in PageUse._meta.get_fields()} == {"id", "organisation", "page", "month", "what", "n"}


def test_one_chooses_among_own_clients_only(shelf: Shelf) -> None:
    refer_someone(shelf.clinic.solvik, "Kollegas Klient", mobile="40000097", responsible=shelf.clinic.colleague)

    def chosen(by: Actor, _episode: Any) -> tuple[int, int]:
        by.shown.clear()
        return len(own_clients(by)), len(by.shown)

    assert shelf.as_therapist(chosen) == (1, 1)
