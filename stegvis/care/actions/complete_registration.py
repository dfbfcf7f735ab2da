"""Filling in what the registration of a course lacks: municipality, work and sick pay at the start and at the end.

Only what is missing is written; what stands is changed where it arose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.registration import WorkStatus
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

# Norwegian and Swedish municipalities have four digits (Statistics Norway, Statistics Sweden).
MUNICIPALITY = re.compile(r"\d{4}")
FIELDS = ("municipality", "work_status_first", "sick_pay_first", "work_status_last", "sick_pay_last")


@dataclass(frozen=True)
class Completion:
    """What is known now; None for what is still not known. The last two are asked of a course that has ended."""

    municipality: str | None = None
    work_status_first: WorkStatus | None = None
    sick_pay_first: bool | None = None
    work_status_last: WorkStatus | None = None
    sick_pay_last: bool | None = None


def missing_fields(episode: Episode) -> tuple[str, ...]:
    """The columns of registration data set 1 that can be filled in here and are empty."""
    asked = FIELDS if episode.discharged_on else FIELDS[:3]
    return tuple(name for name in asked if getattr(episode, name) in ("", None))


def check_can_complete_registration(*, by: Actor, episode: Episode, completion: Completion | None = None) -> None:
    """Those who treat and work with the client may, also after the discharge; nobody by an emergency access."""
    if not by.is_clinical or not works_with(by, episode):
        raise NotFound
    if completion and completion.municipality is not None and not MUNICIPALITY.fullmatch(completion.municipality):
        raise Denied(_("The number of a municipality has four digits."))


def can_complete_registration(*, by: Actor, episode: Episode, completion: Completion | None = None) -> bool:
    try:
        check_can_complete_registration(by=by, episode=episode, completion=completion)
    except (Denied, NotFound):
        return False
    return True


@once(Episode)
def complete_registration(*, by: Actor, episode: Episode, completion: Completion) -> Episode:
    """Write what is known into what is empty. `episode` comes from `episode_of`. Raises NotFound and Denied.

    In an open course work and sick pay of the start are also the last known, as when help was asked for.
    """
    lock(episode)
    episode.refresh_from_db(fields=[*FIELDS, "discharged_on"])
    check_can_complete_registration(by=by, episode=episode, completion=completion)
    for name in missing_fields(episode):
        known = getattr(completion, name)
        if known is not None:
            setattr(episode, name, known)
    if not episode.discharged_on:
        episode.work_status_last = episode.work_status_last or episode.work_status_first
        if episode.sick_pay_last is None:
            episode.sick_pay_last = episode.sick_pay_first
    episode.changed_at = clock.now()
    episode.save(update_fields=[*FIELDS, "changed_at"])
    return episode
