"""Taking in the networks and the offers that come with Stegvis, through the same doors as any other."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import transaction

from stegvis.network.actions.add_member import add_member
from stegvis.network.actions.found_network import NetworkFields, found_network
from stegvis.network.actions.stock_offers import stock_offers
from stegvis.network.models import Network
from stegvis.people.models import Actor

SHELF = Path(__file__).resolve().parents[1] / "shelf" / "networks.toml"


@transaction.atomic
def stock_network(*, by: Actor) -> Sequence[Network]:
    """The networks of the organisation's country that it does not have yet, and its offers. What is there is left."""
    stock_offers(by=by)
    known = set(Network.objects.filter(organisation_id=by.organisation_id).values_list("slug", flat=True))
    wanted = [one for one in shipped_networks() if one["country"] == by.country and one["slug"] not in known]
    # Each is a step of its own: the command id, if there is one, is that of the whole.
    return [_founded(replace(by, command=None), one) for one in wanted]


def shipped_networks() -> list[dict[str, Any]]:
    with SHELF.open("rb") as shelf:
        networks: list[dict[str, Any]] = tomllib.load(shelf)["network"]
    return networks


def _founded(by: Actor, one: dict[str, Any]) -> Network:
    fields = {name: value for name, value in one.items() if name not in ("country", "members")}
    network = found_network(by=by, fields=NetworkFields(**fields))
    for member in one.get("members", ()):
        add_member(by=by, network_id=network.pk, **member)
    return network
