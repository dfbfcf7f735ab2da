"""The training that a clinician has prescribed, and how far it is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stegvis.care.models import Episode
from stegvis.definitions.training import Kind, Week, kinds, sessions, weeks_of
from stegvis.people.models import Actor
from stegvis.people.sealing import Sealer, sealer_of
from stegvis.selfhelp.models import Prescription
from stegvis.selfhelp.queries.diaries import EntryView


@dataclass(frozen=True)
class PrescriptionView:
    """What was prescribed. `checklist` are the answers about the body by code; empty for the client's own page."""

    id: uuid.UUID
    kind: Kind
    weekdays: Sequence[int]
    minutes: int
    effort: int
    starts_on: date
    weeks: int
    prescribed_by: str
    prescribed_at: datetime
    checklist: Mapping[str, bool]
    doctor: str
    limits: str
    words: str

    def next_session(self, today: date) -> date | None:
        """The first planned day from today on; None when the plan is over."""
        return next((day for day in sessions(self.starts_on, self.weeks, self.weekdays) if day >= today), None)

    def weeks_with(self, entries: Sequence[EntryView]) -> Sequence[Week]:
        """Planned and done week by week, from the entries of the training log."""
        done = [(each.on, int(float(each.values["minutes"]))) for each in entries]
        return weeks_of(self.starts_on, self.weeks, self.weekdays, self.minutes, done)


def prescription_of(viewer: Actor, episode: Episode) -> PrescriptionView | None:
    """The one that runs, of a course from `own_episode` or `episode_of`; one statement."""
    row = (
        Prescription.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk, ended_at=None)
        .select_related("prescribed_by")
        .first()
    )
    if row is None:
        return None
    health = open_health(sealer_of(episode.person.key), row)
    return PrescriptionView(
        id=row.pk,
        kind=kinds()[row.kind],
        weekdays=tuple(row.weekdays),
        minutes=row.minutes,
        effort=row.effort,
        starts_on=row.starts_on,
        weeks=row.weeks,
        prescribed_by=row.prescribed_by.name,
        prescribed_at=row.prescribed_at,
        checklist=health["checklist"] if viewer.is_clinical else {},
        doctor=health["doctor"] if viewer.is_clinical else "",
        limits=health["limits"],
        words=health["words"],
    )


def seal_health(sealer: Sealer, health: Mapping[str, object], row: uuid.UUID) -> bytes:
    text = json.dumps(health, ensure_ascii=False, separators=(",", ":"))
    return sealer.seal(text, table="selfhelp_prescription", column="health_sealed", row=row)


def open_health(sealer: Sealer, row: Prescription) -> dict[str, Any]:
    text = sealer.unseal(row.health_sealed, table="selfhelp_prescription", column="health_sealed", row=row.pk)
    return dict(json.loads(text))
