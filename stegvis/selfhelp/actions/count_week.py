"""A week in a programme as a contact: when the client has worked and the guide has answered, never by clicks.

MEASURES.md: a week in a programme is one internet treatment contact at most: the client finished a step or handed in
homework that week and the guide has answered it.
"""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from stegvis.care.actions.contact_days import TREATING
from stegvis.care.actions.lock import lock
from stegvis.care.actions.record_contact import record_contact
from stegvis.care.models import Contact, Episode
from stegvis.care.queries.assessment import SEEN
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.people.models import Actor
from stegvis.selfhelp.models import AssignedModule


def count_week(*, by: Actor, module: AssignedModule, minutes: int | None) -> Contact | None:
    """The contact, on the day the client last worked in the module; None where nothing was done or the week counts.

    It belongs to the week of the client's work, also when the answer comes in the week after. `minutes` are the
    guide's own, as the guide says them. Part of another action. Raises Denied for minutes that cannot be.
    """
    episode = module.assignment.episode
    worked_on = day_of_work(module)
    lock(episode)
    if worked_on is None or week_counts(episode, worked_on):
        return None
    return record_contact(
        by=by,
        episode=episode,
        on=worked_on,
        purpose=Purpose.TREATMENT,
        form=Form.INTERNET,
        attendance=Attendance.ATTENDED,
        minutes=minutes,
    )


def day_of_work(module: AssignedModule) -> date | None:
    """When the homework that waits was handed in, else when the client last wrote in the module or handed it in.

    None where nothing is written in it: reading and clicking count for nothing.
    """
    written = module.sheets.order_by("-saved_at").values_list("saved_at", flat=True).first()
    if written is None:
        return None
    handed_in = module.handed_in_at
    waits = handed_in is not None and module.answered_at is None
    last = handed_in if handed_in and (waits or handed_in > written) else written
    return last.astimezone(ZoneInfo(module.assignment.episode.team.zone)).date()


def week_counts(episode: Episode, day: date) -> bool:
    """Whether the ISO week of that day has an internet treatment contact already."""
    monday = day - timedelta(days=day.weekday())
    return Contact.objects.filter(
        organisation_id=episode.organisation_id,
        episode_id=episode.pk,
        form=Form.INTERNET,
        purpose__in=TREATING,
        attendance__in=SEEN,
        on__range=(monday, monday + timedelta(days=6)),
    ).exists()
