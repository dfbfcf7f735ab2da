"""A network with a supporter and a member, and an event with few seats; for tests. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from stegvis.definitions import clock
from stegvis.network.actions.found_network import NetworkFields, found_network
from stegvis.network.actions.plan_event import EventFields, plan_event
from stegvis.network.models import Event, Network
from stegvis.people.models import Actor, Role
from tests.clinic import Clinic, acting, actor, make_clinic, make_member

TEXTS = {"nb": {"name": "Prøvenettverket", "summary": "Et nettverk.", "goals": ["Møtes"]}}


@dataclass(frozen=True)
class Gathering:
    clinic: Clinic
    supporter: Actor
    member: Actor
    network: Network
    event: Event


def make_gathering(seats: int | None = 2) -> Gathering:
    clinic = make_clinic()
    supporter = actor(make_member("Sunniva Støtte", Role.SUPPORTER, clinic.solvik), clinic.solvik)
    member = actor(make_member("Mathias Medlem", Role.NETWORK_MEMBER, clinic.solvik), clinic.solvik)
    with acting(supporter):
        fields = NetworkFields(slug="proeve", texts=TEXTS, level=Network.Level.NATIONAL, owner="Rådet")
        network = found_network(by=supporter, fields=fields)
        event = plan_event(by=supporter, fields=event_fields(network, seats=seats))
    return Gathering(clinic, supporter, member, network, event)


def event_fields(network: Network | None = None, *, seats: int | None = 2, slug: str = "fagdag") -> EventFields:
    starts = clock.now() + timedelta(days=20)
    return EventFields(
        slug=slug,
        texts={"nb": {"title": "Fagdagen", "summary": "En dag."}},
        starts_at=starts,
        ends_at=starts + timedelta(hours=5),
        sign_up_by=starts - timedelta(days=2),
        network_id=network.pk if network else None,
        place="Solvik kulturhus",
        seats=seats,
    )
