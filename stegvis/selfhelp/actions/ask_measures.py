"""Asking what a programme measures, on its own schedule. A job's work, each hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Team
from stegvis.questionnaires.actions.ask import ask, can_ask
from stegvis.questionnaires.models import Questionnaire
from stegvis.selfhelp.models import Assignment

Asked = dict[tuple[UUID | None, str], tuple[date, bool]]


def ask_measures(*, by: Actor, team: Team) -> int:
    """Ask each client with a running programme what it measures and is due; how many questionnaires were asked.

    The days count from the day it was last due, whoever asked. What is open still is not asked again, and an
    instrument without wording here, or with a risk item and no roster, is left out until that is mended.
    """
    running = (
        Assignment.objects.filter(organisation_id=by.organisation_id, episode__team=team, ended_at=None)
        .exclude(episode__state=State.DISCHARGED)
        .select_related("episode__team")
        .order_by("given_at")
    )
    today = clock.today(team.zone)
    asked = _last_asked(by, {assignment.episode_id for assignment in running})
    number = 0
    for assignment in running:
        for name, days in programme_in(assignment.version_id, "nb").measures:
            episode = assignment.episode
            if _is_due(asked, episode, name, days, today) and can_ask(by, episode, [name]):
                ask(by=by, episode=episode, instruments=[name], due_on=today)
                asked[assignment.episode_id, instrument(name).id] = (today, True)
                number += 1
    return number


def _is_due(asked: Asked, episode: Episode, name: str, days: int, today: date) -> bool:
    last = asked.get((episode.pk, instrument(name).id))
    return last is None or (not last[1] and last[0] <= today - timedelta(days=days))


def _last_asked(by: Actor, episodes: Iterable[UUID | None]) -> Asked:
    """By episode and instrument, in whatever version: the day it was due last, and whether it is open."""
    rows = (
        Questionnaire.objects.filter(organisation_id=by.organisation_id, episode__in=episodes, withdrawn_at=None)
        .filter(corrects=None)
        .order_by("due_on")
        .values_list("episode_id", "instrument", "due_on", "submitted_at")
    )
    return {(episode, key.split("@")[0]): (due, done is None) for episode, key, due, done in rows}
