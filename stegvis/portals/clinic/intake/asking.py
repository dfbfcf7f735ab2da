"""Putting the team's questionnaires to a client when a time is agreed on, so that they are answered before it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from stegvis.care.models import Appointment
from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.questionnaires.actions.ask import ask, can_ask
from stegvis.questionnaires.actions.ask_before_contacts import AHEAD


def ask_before(*, by: Actor, appointment: Appointment) -> bool:
    """Ask what the team asks before a contact, due on its day; whether all of it could be asked.

    A time further ahead is left to the hourly job: answers are to be about the last two weeks.
    """
    if appointment.starts_at > clock.now() + AHEAD:
        return True
    episode = appointment.episode
    wanted = episode.team.instruments
    open_now = [name for name in wanted if can_ask(by, episode, [name])]
    if open_now:
        due_on = appointment.starts_at.astimezone(ZoneInfo(episode.team.zone)).date()
        ask(by=by, episode=episode, instruments=open_now, due_on=due_on, appointment=appointment)
    return len(open_now) == len(wanted)
