"""The appointments of somebody's day, and those of the last days of which nobody has written what came."""

from __future__ import annotations

from datetime import time, timedelta

from django.db.models import Q, QuerySet, Subquery
from django.db.models.expressions import OuterRef

from stegvis.care.models import Appointment
from stegvis.care.queries.access import AFTERWARDS, visible_episodes
from stegvis.definitions import clock
from stegvis.people.models import Actor


def appointments_of_the_day(viewer: Actor) -> QuerySet[Appointment]:
    """The viewer's own: today's that were not cancelled, and earlier ones that stand open, in their order.

    Earlier ones reach as far back as an appointment gives access. Only of visible episodes, which come with it.
    """
    today = clock.today(viewer.zone)
    begins = clock.at_wall(today, time.min, viewer.zone)
    ends = clock.at_wall(today + timedelta(days=1), time.min, viewer.zone)
    seen = visible_episodes(viewer)
    return (
        Appointment.objects.filter(organisation_id=viewer.organisation_id, staff_id=viewer.user_id)
        .filter(episode__in=seen.values("pk"), starts_at__gte=begins - AFTERWARDS, starts_at__lt=ends)
        .filter(Q(status=Appointment.Status.PLANNED) | Q(status=Appointment.Status.HELD, starts_at__gte=begins))
        .annotate(is_emergency=Subquery(seen.filter(pk=OuterRef("episode_id")).values("is_emergency")[:1]))  # type: ignore[misc]
        .select_related("episode", "person__key", "person__identity")
        .order_by("starts_at")
    )
