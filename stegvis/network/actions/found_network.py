"""Founding a network that the organisation hosts."""

from __future__ import annotations

import uuid
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stegvis.network.actions.checks import check_can_found, check_names_nobody
from stegvis.network.models import Network
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied

Texts = dict[str, dict[str, Any]]
# Pages beside those of single networks have these addresses.
NOT_A_NAME = frozenset({"new", "events", "posts", "files", "members"})


@dataclass(frozen=True)
class NetworkFields:
    """What is said of a network; `texts` is {language: {name, summary, goals}}."""

    slug: str
    texts: Texts
    level: str
    owner: str
    region: str = ""
    funder: str = ""
    phase: str = Network.Phase.STARTED
    started_on: date | None = None
    self_running_by: date | None = None
    coordinator_id: uuid.UUID | None = None
    contact: str = ""
    source: str = ""
    is_public: bool = field(default=True)


@once(Network)
def found_network(*, by: Actor, fields: NetworkFields) -> Network:
    """A new network. Raises Denied for who may not, and where its short name is taken."""
    check_can_found(by)
    check_names_nobody(*words_of(fields.texts), fields.owner, fields.funder)
    refusal = Denied(_("There is a network with this short name already. Choose another one."))
    if fields.slug in NOT_A_NAME:
        raise refusal
    try:
        with transaction.atomic():
            return Network.objects.create(organisation_id=by.organisation_id, **asdict(fields))
    except IntegrityError as taken:
        raise refusal from taken


def words_of(texts: Texts) -> list[str]:
    """Everything a person wrote in the texts of a network or an event."""
    return [
        word
        for said in texts.values()
        for value in said.values()
        for word in (value if isinstance(value, list) else [value])
    ]
