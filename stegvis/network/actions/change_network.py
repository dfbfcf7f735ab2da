"""Changing what is said of a network: its texts, how far it has come, who coordinates it."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils.translation import gettext as _

from stegvis.network.actions.checks import check_can_coordinate, check_names_nobody
from stegvis.network.actions.found_network import words_of
from stegvis.network.models import Network
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Membership, NotFound

MAY_CHANGE = frozenset(
    {"texts", "phase", "coordinator_id", "contact", "owner", "funder", "started_on", "self_running_by", "is_public"}
)


@once(Network)
def change_network(*, by: Actor, network_id: uuid.UUID, changes: dict[str, Any]) -> Network:
    """`changes` by the names of the model; texts are merged by language. Raises NotFound and Denied."""
    found = Network.objects.select_for_update().filter(organisation_id=by.organisation_id, pk=network_id).first()
    if found is None:
        raise NotFound
    check_can_coordinate(by, found)
    unknown = set(changes) - MAY_CHANGE
    if unknown:
        raise ValueError(f"A network's {', '.join(sorted(unknown))} cannot be changed.")
    check_names_nobody(*words_of(changes.get("texts", {})), changes.get("owner", ""), changes.get("funder", ""))
    coordinator = changes.get("coordinator_id")
    if coordinator and not Membership.objects.filter(organisation_id=by.organisation_id, user_id=coordinator).exists():
        raise Denied(_("The coordinator must be somebody with a role in this organisation."))
    for name, value in changes.items():
        setattr(found, name, {**found.texts, **value} if name == "texts" else value)
    found.save(update_fields=list(changes))
    return found
