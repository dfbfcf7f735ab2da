"""Where a client has been referred on to from a course of care, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stegvis.care.models import Episode, OnwardReferral
from stegvis.people.models import Actor
from stegvis.people.sealing import sealer_of


@dataclass(frozen=True)
class OnwardStep:
    """One referral onward; `to` and `relation` are the codes of `OnwardReferral`."""

    to: str
    relation: str
    at: datetime
    by: str
    reason: str


def onward_line(viewer: Actor, episode: Episode) -> tuple[OnwardStep, ...]:
    """Every referral onward of an episode from `episode_of`, oldest first. One statement."""
    rows = OnwardReferral.objects.select_related("by").filter(
        organisation_id=viewer.organisation_id, episode_id=episode.pk
    )
    sealer = sealer_of(episode.person.key)
    return tuple(
        OnwardStep(
            to=row.to,
            relation=row.relation,
            at=row.at,
            by=row.by.name,
            reason=sealer.unseal(row.sealed, table="care_onwardreferral", column="sealed", row=row.id),
        )
        for row in rows.order_by("at")
    )
