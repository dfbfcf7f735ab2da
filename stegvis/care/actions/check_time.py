"""Whether a time can be agreed on: it lies ahead, and neither the therapist nor the client is taken."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as spell
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.people.models import Actor, Denied, User
from stegvis.people.queries.clinicians import is_clinician

SHORTEST, LONGEST = 5, 600  # minutes; no appointment reaches further back than the longest
AHEAD = timedelta(days=366)


def check_time(
    *,
    by: Actor,
    episode: Episode,
    staff: uuid.UUID,
    starts_at: datetime,
    minutes: int,
    besides: Appointment | None = None,
) -> None:
    """Raise Denied unless the time is free; `besides` is the appointment that is being moved.

    Holds the therapist's row until the transaction ends, so that two bookings at once cannot both find room.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise Denied(_("An appointment lasts between 5 and 600 minutes."))
    if starts_at <= clock.now():
        raise Denied(_("That time has passed. Choose a time to come."))
    if starts_at > clock.now() + AHEAD:
        raise Denied(_("That is more than a year from now. Check the date."))
    if not is_clinician(by, staff):
        raise Denied(_("Choose somebody who treats people in this team."))
    User.objects.select_for_update(no_key=True).values_list("pk").get(pk=staff)
    _check_nobody_is_taken(by, episode, staff, starts_at, minutes, besides)


def _check_nobody_is_taken(  # noqa: PLR0917
    by: Actor,
    episode: Episode,
    staff: uuid.UUID,
    starts_at: datetime,
    minutes: int,
    besides: Appointment | None,
) -> None:
    ends_at = starts_at + timedelta(minutes=minutes)
    near = Appointment.objects.filter(
        organisation_id=by.organisation_id,
        status=Appointment.Status.PLANNED,
        starts_at__lt=ends_at,
        starts_at__gt=starts_at - timedelta(minutes=LONGEST),
    )
    if besides is not None:
        near = near.exclude(pk=besides.pk)
    for other in near.select_related("staff"):
        until = other.starts_at + timedelta(minutes=other.minutes)
        if until <= starts_at or (staff != other.staff_id and episode.pk != other.episode_id):
            continue
        times = {"start": _wall(other.starts_at, by.zone), "end": _wall(until, by.zone)}
        if staff == other.staff_id:
            sentence = _("%(name)s has another appointment from %(start)s to %(end)s that day. Choose another time.")
            raise Denied(sentence % {"name": other.staff.name, **times})
        raise Denied(
            _("The client has another appointment from %(start)s to %(end)s that day. Choose another time.") % times
        )


def _wall(instant: datetime, zone: str) -> str:
    return spell(instant.astimezone(ZoneInfo(zone)), pgettext("time format: hours and minutes", "H:i"))
