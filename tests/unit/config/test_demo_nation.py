"""The demo's national body: at least twelve invented senders, by the product's own door, and its readers last."""

from __future__ import annotations

import pytest

from stegvis.config.demo import nation
from stegvis.config.demo.municipalities import MUNICIPALITIES
from stegvis.config.demo.nation import SLUG, fill_nation, take_in_bundles
from stegvis.config.demo.roll import national_roll, roll
from stegvis.exchange.models import ReceivedBundle, RefusedBundle
from stegvis.people.models import Organisation
from stegvis.people.tenancy import working_in
from tests.clinic import make_clinic

pytestmark = pytest.mark.django_db


def test_bundles_come_in_by_the_same_door(monkeypatch):
    """Of one small place a region here, for the time it takes: of three years, of two and of one; none is refused."""
    assert len(MUNICIPALITIES) >= 12
    monkeypatch.setattr(nation, "MUNICIPALITIES", [MUNICIPALITIES[place] for place in (3, 9, 12)])
    fill_nation()
    assert take_in_bundles() == 6
    with working_in(Organisation.objects.get(slug=SLUG)):
        assert ReceivedBundle.objects.filter(replaced_at=None).count() == 6
        assert not RefusedBundle.objects.exists()


def test_the_national_body_stands_apart_from_those_that_treat_people():
    """A script that goes through all organisations by role finds the two it always found."""
    make_clinic()
    fill_nation()
    assert [house["slug"] for house in roll()] == ["fjordbyen-region", "solvik-kommune"]
    assert all(house["teams"] for house in roll())
    (body,) = national_roll()
    assert (body["slug"], body["teams"], sorted(body["users"])) == (SLUG, [], ["administrator", "client", "manager"])
    assert all(user["log_in"].startswith(f"/demo/in/{SLUG}/") for user in body["users"]["manager"])
