"""Asking what a team asks before each contact, for the appointments of the coming days. A job's work, each hour.

It also catches up: what could not be asked when the appointment was made, because the roster had a gap, is
asked once the roster is whole.
"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from stegvis.care.models import Appointment
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, Team
from stegvis.questionnaires.actions.ask import ask, can_ask
from stegvis.questionnaires.models import Questionnaire

# Long enough to find a quiet moment, short enough that the answers are about these two weeks.
AHEAD = timedelta(days=3)


def ask_before_contacts(*, by: Actor, team: Team) -> int:
    """Ask the team's instruments before each appointment of the next three days; how many were asked.

    One by one: where one with a risk item cannot be asked now, the others are.
    """
    now = clock.now()
    coming = (
        Appointment.objects.filter(
            organisation_id=by.organisation_id, team=team, status=Appointment.Status.PLANNED,
            starts_at__gt=now, starts_at__lte=now + AHEAD,
        )
        .exclude(episode__state=State.DISCHARGED)
        .select_related("episode__team")
        .order_by("starts_at")
    )  # fmt: skip
    standing = set(
        Questionnaire.objects.filter(organisation_id=by.organisation_id, appointment__in=coming).values_list(
            "appointment_id", "instrument"
        )
    )
    wanted = [instrument(name).key for name in team.instruments]
    asked = 0
    for appointment in coming:
        missing = [key for key in wanted if (appointment.pk, key) not in standing]
        open_now = [key for key in missing if can_ask(by, appointment.episode, [key])]
        if open_now:
            day = appointment.starts_at.astimezone(ZoneInfo(team.zone)).date()
            ask(by=by, episode=appointment.episode, instruments=open_now, due_on=day, appointment=appointment)
        asked += len(open_now)
    return asked
