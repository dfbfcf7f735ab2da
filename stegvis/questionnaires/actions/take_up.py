"""Writing down that a course that is not on track was taken up in supervision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import worked_episodes
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.trajectory import Track
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.questionnaires.models import Supervision
from stegvis.questionnaires.queries.curve import courses_of, with_courses
from stegvis.questionnaires.queries.trajectory import tracks_of, with_treatment_days


def check_can_take_up(by: Actor, episode: Episode, tracks: Iterable[Track]) -> None:
    """Raise Denied unless a clinician takes up an open course that is not on track now."""
    if not by.is_clinical:
        raise Denied(_("Only those who treat the client take a course up in supervision."))
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended, so there is nothing to take up."))
    if not any(each.signal for each in tracks):
        raise Denied(_("The newest answers are as expected, so there is nothing to take up now."))


def can_take_up(by: Actor, episode: Episode, tracks: Iterable[Track]) -> bool:
    try:
        check_can_take_up(by, episode, tracks)
    except Denied:
        return False
    return True


@once(Supervision)
def take_up(*, by: Actor, episode: Episode) -> Supervision:
    """Keep that it was taken up today, with the rule and the norm as they stand. `episode` comes from `episode_of`.

    Raises Denied, and NotFound for a course the actor does not work with (an emergency access is no supervision).
    """
    read = with_treatment_days(with_courses(worked_episodes(by))).select_related("team")
    found = read.filter(pk=episode.pk).first() if by.is_clinical else None
    if found is None:
        raise NotFound
    tracks = tracks_of(courses_of(by, found), found).values()
    check_can_take_up(by, found, tracks)
    return Supervision.objects.create(
        organisation_id=found.organisation_id,
        person_id=found.person_id,
        episode_id=found.pk,
        on=clock.today(found.team.zone),
        by_id=by.as_user,
        prompts=[_prompt(each) for each in tracks if each.signal],
        recorded_at=clock.now(),
    )


def _prompt(found: Track) -> dict[str, Any]:
    now, since = found.steps[-1], found.since or found.steps[-1]
    return {
        "norm": found.norm.key, "signal": str(now.signal), "since": since.on.isoformat(), "session": now.session,
        "score": str(now.score),
    }  # fmt: skip
