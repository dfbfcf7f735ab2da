"""Keeping the episode's next appointment true after a time was booked, moved, cancelled or held."""

from __future__ import annotations

from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock


def set_next_appointment(episode: Episode) -> None:
    """Read the first planned time to come and keep it on the episode. Part of another action."""
    planned = Appointment.objects.filter(
        organisation_id=episode.organisation_id,
        episode=episode,
        status=Appointment.Status.PLANNED,
        starts_at__gte=clock.now(),
    )
    episode.next_appointment_at = planned.order_by("starts_at").values_list("starts_at", flat=True).first()
    episode.changed_at = clock.now()
    episode.save(update_fields=["next_appointment_at", "changed_at"])
