"""Finding the one record that must be opened in an emergency, and what the lead reviews afterwards."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from stegvis.care.models import EmergencyAccess, Episode
from stegvis.care.queries.access import visible_episodes
from stegvis.people.actions.enrol import name_and_birth
from stegvis.people.models import Actor, Ground, Identity, NotFound, Role
from stegvis.people.queries.identity import identity_of
from stegvis.people.sealing import look_up_hash, sealer_of


@dataclass(frozen=True)
class Opened:
    """One emergency access. `name` and `reason` are empty where the lead may not see the client."""

    id: uuid.UUID
    name: str
    who: str
    reason: str
    opened_at: datetime
    until: datetime
    reviewed_by: str
    reviewed_at: datetime | None
    is_own: bool


def find_in_emergency(
    viewer: Actor, *, national_number: str = "", name: str = "", birth_date: date | None = None
) -> Episode | None:
    """The newest course, in the viewer's team, of the person with exactly this number, or this name and birth date.

    Only for clinicians, who say why in the same breath; shows nothing by itself. None when there is nobody.
    """
    if not viewer.is_clinical:
        raise NotFound
    known = Identity.objects.filter(organisation_id=viewer.organisation_id)
    if national_number:
        known = known.filter(number_hash=look_up_hash(viewer.organisation_id, "number", national_number))
    elif name and birth_date:
        looked_up = look_up_hash(viewer.organisation_id, "name", name_and_birth(name, birth_date))
        known = known.filter(name_birth_hash=looked_up)
    else:
        return None
    return (
        Episode.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team)
        .filter(person__in=known.values("person_id"))
        .select_related("person__key", "person__identity")
        .order_by("-received_on", "-id")
        .first()
    )


def emergencies(viewer: Actor, *, most: int = 100) -> tuple[Opened, ...]:
    """Every emergency access in the lead's team, those to be reviewed first, then the newest. One statement."""
    if not viewer.has(Role.LEAD):
        raise NotFound
    seen = visible_episodes(viewer).filter(pk=OuterRef("episode_id"))
    rows = (
        EmergencyAccess.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team)
        .annotate(may_see=Exists(seen))
        .select_related("user", "reviewed_by", "person__key", "person__identity")
        .order_by("-opened_at")[:most]
    )
    return tuple(sorted((_opened(viewer, row) for row in rows), key=lambda one: one.reviewed_at is not None))


def _opened(viewer: Actor, row: EmergencyAccess) -> Opened:
    name, reason = "", ""
    if row.may_see:  # type: ignore[attr-defined]
        viewer.show(row.person_id, Ground.TEAM_LEAD)
        name = identity_of(row.person).name
        reason = sealer_of(row.person.key).unseal(
            row.reason_sealed, table="care_emergencyaccess", column="reason_sealed", row=row.pk
        )
    return Opened(
        id=row.pk,
        name=name,
        who=row.user.name,
        reason=reason,
        opened_at=row.opened_at,
        until=row.until,
        reviewed_by=row.reviewed_by.name if row.reviewed_by else "",
        reviewed_at=row.reviewed_at,
        is_own=row.user_id == viewer.user_id,
    )
