"""What a contact is recorded from: the appointment it came of, or the contact that is to be corrected."""

from __future__ import annotations

import uuid
from datetime import time, timedelta

from stegvis.care.models import Appointment, Contact, Episode
from stegvis.definitions import clock
from stegvis.people.models import Actor, NotFound


def appointment_to_record(
    viewer: Actor, episode: Episode, appointment_id: uuid.UUID | None = None
) -> Appointment | None:
    """The newest open appointment up to the end of today of an episode from `episode_of`.

    The one asked for comes as it stands, open or not: recording says whether it may.
    """
    known = Appointment.objects.select_related("team").filter(
        organisation_id=viewer.organisation_id, episode_id=episode.pk
    )
    if appointment_id is not None:
        return known.filter(pk=appointment_id).first()
    ends = clock.at_wall(clock.today(viewer.zone) + timedelta(days=1), time.min, viewer.zone)
    standing = known.filter(status=Appointment.Status.PLANNED, starts_at__lt=ends)
    return standing.order_by("-starts_at").first()


def contact_of(viewer: Actor, episode: Episode, contact_id: uuid.UUID) -> Contact:
    """A contact of an episode from `episode_of`. Raises NotFound."""
    found = Contact.objects.filter(
        organisation_id=viewer.organisation_id, episode_id=episode.pk, pk=contact_id
    ).first()  # fmt: skip
    if found is None:
        raise NotFound
    return found
