"""The line of decisions on level of care in a course: what, when, by whom, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from stegvis.care.models import Episode, LevelDecision
from stegvis.definitions.registration import Level, label
from stegvis.people.models import Actor
from stegvis.people.sealing import Sealer, sealer_of


@dataclass(frozen=True)
class LevelStep:
    """One decision. `offers` are the names of what was on the table, as shown that day."""

    level: str
    offer: str
    at: datetime
    by: str
    is_joint: bool
    is_change: bool
    preference: str
    reason: str
    offers: tuple[str, ...]


def level_line(viewer: Actor, episode: Episode) -> tuple[LevelStep, ...]:
    """Every decision of an episode from `episode_of`, oldest first. One statement."""
    rows = LevelDecision.objects.select_related("decided_by").filter(
        organisation_id=viewer.organisation_id, episode_id=episode.pk
    )
    sealer = sealer_of(episode.person.key)
    return tuple(_step(row, sealer, viewer.language) for row in rows.order_by("decided_at"))


def _step(row: LevelDecision, sealer: Sealer, language: str) -> LevelStep:
    content = json.loads(sealer.unseal(row.sealed, table="care_leveldecision", column="sealed", row=row.id))
    names = {option["offer"]: option["name"] for option in row.options}
    return LevelStep(
        level=label(Level(row.level), language),
        offer=names.get(str(row.offer_id), ""),
        at=row.decided_at,
        by=row.decided_by.name,
        is_joint=row.is_joint,
        is_change=row.is_change,
        preference=content["preference"],
        reason=content["reason"],
        offers=tuple(names.values()),
    )
