"""Ending the treatment while agreed talks remain: the course goes on as follow-up. And taking treatment up again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, move, moves_from
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


def check_can_follow_up(*, by: Actor, episode: Episode) -> None:
    """A therapist who works with the client may, while treatment runs."""
    _check(by, episode, "follow_up", _("Follow-up begins when treatment has run."))


def check_can_start_treatment(*, by: Actor, episode: Episode) -> None:
    """A therapist who works with the client may, from follow-up; the first time a contact does it."""
    _check(by, episode, "resume_treatment", _("Treatment is taken up again from follow-up."))


def can_follow_up(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_follow_up(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


def can_start_treatment(*, by: Actor, episode: Episode) -> bool:
    try:
        check_can_start_treatment(by=by, episode=episode)
    except (Denied, NotFound):
        return False
    return True


@once(Episode)
def follow_up(*, by: Actor, episode: Episode) -> Episode:
    """From treatment to follow-up. Raises NotFound and Denied."""
    lock(episode)
    check_can_follow_up(by=by, episode=episode)
    return _moved(episode, "follow_up")


@once(Episode)
def resume_treatment(*, by: Actor, episode: Episode) -> Episode:
    """From follow-up back to treatment. Raises NotFound and Denied."""
    lock(episode)
    check_can_start_treatment(by=by, episode=episode)
    return _moved(episode, "resume_treatment")


def _check(by: Actor, episode: Episode, name: str, sentence: str) -> None:
    if not by.is_clinical or not works_with(by, episode):
        raise NotFound
    if not any(each.name == name for each in moves_from(State(episode.state))):
        raise Denied(sentence)


def _moved(episode: Episode, name: str) -> Episode:
    episode.state = move(State(episode.state), name).target
    episode.changed_at = clock.now()
    episode.save(update_fields=["state", "changed_at"])
    return episode
