"""Who in a team treats people: those who can be responsible for a client or have an appointment."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stegvis.definitions import clock
from stegvis.people.models import Actor, Membership, Role

CLINICAL = [str(role) for role in Role if role.is_clinical]


@dataclass(frozen=True)
class Clinician:
    id: uuid.UUID
    name: str
    profession: str


def clinicians_of(viewer: Actor) -> tuple[Clinician, ...]:
    """Therapists and leads of the viewer's team today, by name."""
    rows = _memberships(viewer).order_by("user__name").values_list("user_id", "user__name", "user__profession")
    return tuple(Clinician(*row) for row in rows.distinct())


def is_clinician(viewer: Actor, user_id: uuid.UUID) -> bool:
    """Whether this user treats people in the viewer's team today."""
    return _memberships(viewer).filter(user_id=user_id).exists()


def leads_of(viewer: Actor) -> tuple[uuid.UUID, ...]:
    """The leads of the viewer's team today."""
    leads = _memberships(viewer).filter(role=Role.LEAD)
    return tuple(leads.order_by("user_id").values_list("user_id", flat=True).distinct())


def is_member(viewer: Actor, user_id: uuid.UUID) -> bool:
    """Whether this user works in the viewer's team today, in whatever role."""
    return _working(viewer).filter(user_id=user_id).exists()


def _memberships(viewer: Actor) -> QuerySet[Membership]:
    return _working(viewer).filter(role__in=CLINICAL)


def _working(viewer: Actor) -> QuerySet[Membership]:
    today = clock.today(viewer.zone)
    return Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        Q(team_id=viewer.team_id) | Q(team=None),
        organisation_id=viewer.organisation_id,
        since__lte=today,
        user__is_active=True,
    )
