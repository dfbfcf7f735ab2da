"""How many people each therapist of a team is responsible for: a count beside the name, and no one's identity."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count

from stegvis.care.models import Episode
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor
from stegvis.people.queries.clinicians import clinicians_of


@dataclass(frozen=True)
class Caseload:
    id: uuid.UUID
    name: str
    profession: str
    people: int


def caseloads(viewer: Actor) -> tuple[Caseload, ...]:
    """Those who treat people in the viewer's team, by name, with their open courses of care. Two statements."""
    counts = dict(
        Episode.objects.filter(organisation_id=viewer.organisation_id, responsible__isnull=False)
        .exclude(state=State.DISCHARGED)
        .values_list("responsible_id")
        .annotate(Count("pk"))
    )
    return tuple(Caseload(one.id, one.name, one.profession, counts.get(one.id, 0)) for one in clinicians_of(viewer))
