"""When the therapists of a team are taken, for whoever books: names of staff and hours, never a client."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stegvis.care.models import Appointment
from stegvis.definitions import clock
from stegvis.people.models import Actor

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class TakenTime:
    """`day` is the date on the team's wall."""

    day: date
    staff: str
    starts_at: datetime
    ends_at: datetime


def taken_times(viewer: Actor, staff: Iterable[uuid.UUID]) -> tuple[TakenTime, ...]:
    """Planned appointments of these therapists in the coming two weeks, in the whole organisation. One statement."""
    now = clock.now()
    rows = Appointment.objects.filter(
        organisation_id=viewer.organisation_id,
        staff_id__in=list(staff),
        status=Appointment.Status.PLANNED,
        starts_at__gte=now,
        starts_at__lt=now + AHEAD,
    )
    zone = ZoneInfo(viewer.zone)
    return tuple(
        TakenTime(starts_at.astimezone(zone).date(), name, starts_at, starts_at + timedelta(minutes=minutes))
        for starts_at, minutes, name in rows.order_by("starts_at", "staff__name").values_list(
            "starts_at", "minutes", "staff__name"
        )
    )
