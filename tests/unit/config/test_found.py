"""`stegvis found`: what a new site begins with."""

from __future__ import annotations

import pytest
from django.test import Client

from stegvis.config.commands import found
from stegvis.library.models import Page
from stegvis.network.models import LocalOffer, Network
from stegvis.people.models import Organisation
from stegvis.people.tenancy import working_in
from tests.database import Clone

NAMED = ["--organisation", "Tomdal kommune", "--slug", "tomdal-kommune", "--country", "NO", "--team", "Hjelp i Tomdal",
         "--team-slug", "tomdal", "--administrator", "Unni Vang", "--email", "unni.vang@tomdal.example"]  # fmt: skip


def test_a_new_site_has_a_shelf_and_offers_and_hosts_nobody_elses_network(
    clone: Clone, capsys: pytest.CaptureFixture[str]
) -> None:
    """The networks that come with Stegvis are other people's: no municipality may stand there as their host."""
    assert found.run(NAMED) == 0
    assert "password" in capsys.readouterr().out
    with working_in(Organisation.objects.get(slug="tomdal-kommune")):
        assert Page.objects.exists()
        assert LocalOffer.objects.exists()
        assert not Network.objects.exists()
    assert Client().get("/t/tomdal/networks/").status_code == 200
