"""Who may do what in a network, and what nobody may write there. Changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from stegvis.definitions.person_numbers_in import has_person_number
from stegvis.network.models import Event, Network
from stegvis.people.models import Actor, Denied, Role

TAKES_PART = (Role.SUPPORTER, Role.NETWORK_MEMBER, Role.LEAD, Role.MANAGER, Role.THERAPIST)


def check_can_take_part(by: Actor) -> None:
    """Members, and the staff of the organisation that hosts the network."""
    if not by.has(*TAKES_PART, Role.SYSTEM):
        raise Denied(_("Only those who take part in the network write here."))


def check_can_found(by: Actor) -> None:
    if not by.has(Role.SUPPORTER, Role.SYSTEM):
        raise Denied(_("Only an implementation supporter can do this."))


def check_can_coordinate(by: Actor, network: Network) -> None:
    """The network's coordinator, or an implementation supporter: they also moderate."""
    if not coordinates(by, network):
        raise Denied(_("Only the network's coordinator or an implementation supporter can do this."))


def coordinates(by: Actor, network: Network) -> bool:
    return by.has(Role.SUPPORTER, Role.SYSTEM) or (by.user_id is not None and network.coordinator_id == by.user_id)


def check_can_arrange(by: Actor, network: Network | None = None) -> None:
    """Who plans events: supporters, clinical leads, and the coordinator of the network it belongs to."""
    if not arranges(by, network):
        raise Denied(_("Only the coordinator, a clinical lead or an implementation supporter can do this."))


def arranges(by: Actor, network: Network | None) -> bool:
    return by.has(Role.LEAD) or (
        coordinates(by, network) if network is not None else by.has(Role.SUPPORTER, Role.SYSTEM)
    )


def arranges_event(by: Actor, event: Event) -> bool:
    """The same for an event that is there; whoever planned it may go on with it."""
    return arranges(by, event.network) or (by.user_id is not None and event.made_by_id == by.user_id)


def check_can_arrange_event(by: Actor, event: Event) -> None:
    if not arranges_event(by, event):
        raise Denied(_("Only the coordinator, a clinical lead or an implementation supporter can do this."))


def check_fits(longest: Mapping[str, int], **texts: str) -> None:
    """Raise Denied where a text has more characters than `longest` says of it. Forms ask for the same numbers."""
    for name, text in texts.items():
        if len(text) > longest[name]:
            raise Denied(_("Write at most %(n)d characters.") % {"n": longest[name]})


def check_names_nobody(*texts: str) -> None:
    """Raise Denied before anything is stored where a text holds a person's national number."""
    if any(has_person_number(text) for text in texts):
        raise Denied(
            _(
                "There is a national identity number in the text. Take it out: nobody may be named by number here. "
                "Nothing was saved."
            )
        )
