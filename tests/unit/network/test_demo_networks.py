"""The demo's networks: what is shown there is what the product's own actions made."""

from __future__ import annotations

import pytest

from stegvis.config.demo.networks import EVENTS, INVITED, fill_networks
from stegvis.network.queries.events import events, material_of
from stegvis.network.queries.networks import files_of, network_named, networks, talk_of
from tests.clinic import acting, visitor
from tests.unit.network.gathering import make_gathering


@pytest.mark.django_db
def test_one_event_is_past_one_is_full_and_the_member_sees_no_advert() -> None:
    there = make_gathering()
    fill_networks(there.clinic.solvik.organisation)
    fill_networks(there.clinic.fjordbyen.organisation)
    with acting(there.supporter):
        coming = {one.slug: one for one in events(there.supporter)}
        assert coming["winter-gathering"].waiting == 3
        assert coming["spring-screen"].seats is None
        past = events(there.supporter, past=True)[0]
        assert past.lived is not None
        assert len(material_of(there.supporter, past.id)) == 1
        network = network_named(there.supporter, "training-as-medicine")
        assert [one.is_hidden for one in talk_of(there.supporter, network).posts] == [True, False]
        assert files_of(there.supporter, network)[0].version == 2
        assert len(networks(there.supporter)) == 6
    swedish = visitor(there.clinic.fjordbyen, language="sv")
    with acting(swedish):
        invited = events(swedish)[0]
        assert (invited.title, invited.is_open, invited.is_full) == ("Temadag: sömn och arbete", True, False)
    assert {len(one.titles) for one in (*EVENTS, INVITED)} == {4}
