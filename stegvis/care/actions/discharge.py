"""Discharging a client: why the course ends, and how the person stands to work and sick pay on the last day."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.care.actions.end_course import end_course
from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, moves_from
from stegvis.definitions.registration import DischargeReason, WorkStatus
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


def check_can_discharge(*, by: Actor, episode: Episode) -> None:
    """A therapist who works with the client may, from every open state; nobody by an emergency access."""
    if not by.is_clinical or not works_with(by, episode):
        raise NotFound
    if not any(each.name == "discharge" for each in moves_from(State(episode.state))):
        raise Denied(_("This course has ended already."))


def can_discharge(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_discharge(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(Episode)
def discharge(
    *,
    by: Actor,
    episode: Episode,
    reason: DischargeReason,
    work_status: WorkStatus | None = None,
    on_sick_pay: bool | None = None,
) -> Episode:
    """End the course today. None: not known, and counted as missing. `episode` comes from `episode_of`.

    Whether an alert is open is for the page to ask: alerts stand in a room to the left of this one.
    """
    lock(episode)
    check_can_discharge(by=by, episode=episode)
    end_course(by=by, episode=episode, name="discharge", reason=DischargeReason(reason))
    episode.work_status_last = work_status or ""
    episode.sick_pay_last = on_sick_pay
    episode.changed_at = clock.now()
    episode.save(
        update_fields=[
            "state", "discharged_on", "discharge_reason", "next_appointment_at", "work_status_last",
            "sick_pay_last", "changed_at",
        ]
    )  # fmt: skip
    return episode
