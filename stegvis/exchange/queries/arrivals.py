"""What came to a national body: the bundles it has, those it refused, and who has sent none. And who takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stegvis.exchange.models import Participation, ReceivedBundle, RefusedBundle, Sender
from stegvis.exchange.queries.nation import check_reads_nation
from stegvis.people.models import Actor, NotFound, Role

LATEST = 200


@dataclass(frozen=True)
class Arrivals:
    """`here` by year and sender, `refused` the latest first, `silent` the senders without any bundle."""

    here: Sequence[ReceivedBundle]
    refused: Sequence[RefusedBundle]
    silent: Sequence[Sender]


def arrivals(viewer: Actor) -> Arrivals:
    """The latest 200 of each; earlier bundles that were replaced are not among them."""
    check_reads_nation(viewer)
    own = {"organisation_id": viewer.organisation_id}
    here = ReceivedBundle.objects.filter(**own, replaced_at=None).select_related("sender").defer("file", "teams")
    refused = RefusedBundle.objects.filter(**own).select_related("sender")
    return Arrivals(
        list(here.order_by("-year", "sender__name")[:LATEST]),
        list(refused.order_by("-at")[:LATEST]),
        list(Sender.objects.filter(**own, bundles=None).order_by("name")[:LATEST]),
    )


def teams_taking_part(viewer: Actor) -> frozenset[str]:
    """The slugs of the teams of the viewer's organisation that let themselves be compared; for its managers."""
    if not viewer.has(Role.MANAGER):
        raise NotFound
    agreed = Participation.objects.filter(organisation_id=viewer.organisation_id, is_on=True)
    return frozenset(agreed.values_list("team__slug", flat=True))


def participation(viewer: Actor) -> tuple[bool, datetime | None]:
    """Whether the viewer's team takes part in comparisons, and since when it stands so; for lead and administrators."""
    if not viewer.has(Role.LEAD, Role.ADMINISTRATOR):
        raise NotFound
    row = Participation.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team).first()
    return (row.is_on, row.changed_at) if row else (False, None)
