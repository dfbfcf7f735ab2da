"""Offers nearby: the nearest first, nothing made up about access, and nobody is asked twice about the same one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from stegvis.definitions import clock
from stegvis.definitions.national_numbers import synthetic_norwegian
from stegvis.network.actions.check_offer import check_offer, withdraw_offer
from stegvis.network.actions.keep_offer import OfferFields, keep_offer
from stegvis.network.actions.stock_offers import stock_offers
from stegvis.network.models import LocalOffer
from stegvis.network.queries.local_offers import Wanted, nearby, offer_named, offers, served_names, unasked
from stegvis.notices.actions.chase_offers import chase_offers
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound, Role
from stegvis.people.tenancy import working_in
from tests.clinic import acting, actor, again, make_clinic, make_member

OSLO, BERUM, BERGEN = "0301", "3201", "4601"


def fields(slug: str, **other: object) -> OfferFields:
    texts = {"nb": {"name": slug.title(), "description": "Et tilbud."}}
    made = OfferFields(
        slug=slug,
        kind=LocalOffer.Kind.TRAINING,
        texts=texts,
        checked_on=clock.today("Europe/Oslo"),
        phone="12 34 56 78",
    )
    return replace(made, **other)  # type: ignore[arg-type]


@pytest.fixture
def keeper(db: None) -> Actor:
    clinic = make_clinic()
    return actor(make_member("Sunniva Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)


def kept(by: Actor, *those: OfferFields) -> None:
    for one in those:
        keep_offer(by=again(by), fields=one)


def test_the_nearest_comes_first_and_the_whole_country_last(keeper: Actor) -> None:
    """Bærum is 15 km from Oslo and Bergen 300; what lies in the municipality itself stands before both."""
    with acting(keeper):
        served = next(iter(served_names(keeper)))
        kept(
            keeper,
            fields("landet"),
            fields("uten-sted", municipalities=[served]),
            fields("bergen", municipalities=[BERGEN]),
            fields("berum", municipalities=[BERUM], problems=["insomnia"]),
            fields("oslo", municipalities=[OSLO], latitude=59.91, longitude=10.75),
        )
        found = nearby(keeper, Wanted(municipality=OSLO))
        assert [one.slug for one in found.offers] == ["oslo", "berum", "bergen", "uten-sted", "landet"]
        away = [one.kilometres for one in found.offers]
        assert away[3:] == [None, None]
        assert 250 < (away[2] or 0) < 350
        # What is for anybody fits every need; what is for another need does not.
        assert "berum" not in [one.slug for one in nearby(keeper, Wanted(OSLO, problem="depression")).offers]


def test_what_nobody_knows_is_not_promised(keeper: Actor) -> None:
    """Somebody in a wheelchair must not travel to a door of which we only never heard that it has steps."""
    with acting(keeper):
        kept(keeper, fields("ukjent"), fields("trinn", is_step_free=False), fields("heis", is_step_free=True))
        assert [one.slug for one in nearby(keeper, Wanted(is_step_free=True)).offers] == ["heis"]


def test_an_offer_is_refused_with_a_sentence(keeper: Actor) -> None:
    number = synthetic_norwegian(clock.today("Europe/Oslo") - timedelta(days=9000))
    wrong: tuple[dict[str, object], ...] = (
        {"texts": {"nb": {"name": "Uten mer"}}},
        {"texts": {"nb": {"name": "Spør", "description": f"om {number}"}}},
        {"phone": ""},
        {"municipalities": ["3024"]},
        {"latitude": 10.75, "longitude": 59.91},
        {"latitude": 59.91},
        {"checked_on": clock.today("Europe/Oslo") + timedelta(days=2)},
        {"url": "javascript:alert(1)"},
    )
    with acting(keeper):
        for one in wrong:
            with pytest.raises(Denied):
                keep_offer(by=again(keeper), fields=fields("feil", **one))
        kept(keeper, fields("rett"))
        with pytest.raises(Denied, match="already"):
            keep_offer(by=again(keeper), fields=fields("rett"), is_new=True)
        assert [one.slug for one in offers(keeper)] == ["rett"]


def test_who_only_reads_changes_nothing_and_what_is_withdrawn_is_gone(keeper: Actor) -> None:
    with acting(keeper):
        made = keep_offer(by=again(keeper), fields=fields("oslo"))
    clinic_visitor = replace(keeper, roles=frozenset({Role.THERAPIST}), command=None)
    with acting(clinic_visitor):
        with pytest.raises(Denied):
            check_offer(by=clinic_visitor, offer_id=made.pk)
        with pytest.raises(NotFound):
            offers(clinic_visitor)
    with acting(again(keeper)) as by:
        withdraw_offer(by=by, offer_id=made.pk)
        with pytest.raises(NotFound):
            offer_named(by, "oslo")


def test_an_owner_is_asked_once_until_the_offer_was_checked(keeper: Actor) -> None:
    """After 180 days: one notice for all that is due. A second round says nothing; a check begins anew."""
    long_ago = clock.today("Europe/Oslo") - timedelta(days=180)
    with acting(keeper):
        kept(
            keeper,
            fields("en", checked_on=long_ago, owner_id=keeper.user_id),
            fields("to", checked_on=long_ago, owner_id=keeper.user_id),
            fields("tre", checked_on=long_ago + timedelta(days=1), owner_id=keeper.user_id),
        )
        organisation = LocalOffer.objects.first().organisation  # type: ignore[union-attr]
    with working_in(organisation) as system:
        assert chase_offers(by=system) == 1
        assert chase_offers(by=system) == 0
        assert list(Notice.objects.values_list("text", flat=True)) == ["content_due"]
    with acting(again(keeper)) as by:
        assert [one.slug for one in offers(by) if one.is_stale] == ["en", "to"]
        check_offer(by=by, offer_id=LocalOffer.objects.get(slug="en").pk, room="full")
        assert [one.slug for one in offers(by) if one.is_stale] == ["to"]
        assert offer_named(by, "en").room == "full"


def test_what_comes_along_is_taken_in_once_and_never_written_over(keeper: Actor) -> None:
    """All of it passes the door that everything else passes; a team that withdrew one does not get it back.

    None claims that it was checked: all are due from the first day, before those that somebody did check.
    """
    by = replace(keeper, command=None)
    with acting(by):
        kept(keeper, fields("egen", checked_on=clock.today("Europe/Oslo") - timedelta(days=400)))
        first = stock_offers(by=by)
        assert "kirkens-sos" in {one.slug for one in first}
        assert [one.slug for one in offers(by) if one.is_stale][-1] == "egen"
        assert {one.checked_on for one in offers(by)[:-1]} == {None}
        assert len(unasked(by)) == len(first) + 1
        check_offer(by=by, offer_id=first[-1].pk)
        assert not offer_named(by, first[-1].slug).is_stale
        withdraw_offer(by=by, offer_id=first[0].pk)
        assert stock_offers(by=by) == []
        assert len(offers(by)) == len(first)
    with acting(replace(by, country="SE")) as other:
        assert {one.slug for one in stock_offers(by=other)} >= {"vardguiden-1177", "shedo"}


def test_a_visitor_reads_in_their_own_language_where_it_is_written(keeper: Actor) -> None:
    texts = {"nb": {"name": "Gågruppe", "description": "Vi går."}, "sv": {"name": "Gågrupp", "description": "Vi går."}}
    with acting(keeper):
        team = keep_offer(by=again(keeper), fields=fields("ga", texts=texts))
        assert team.slug == "ga"
    reader = replace(keeper, roles=frozenset({Role.VISITOR}), user_id=None, language="sv", command=None)
    with acting(reader):
        assert offer_named(reader, "ga").name == "Gågrupp"
        assert offer_named(replace(reader, language="en"), "ga").name == "Gågruppe"
