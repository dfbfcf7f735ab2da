"""Goals in the client's own words: set, put otherwise, reached, taken away. By the client, or with the therapist."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.care.models import Episode, Goal
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of

# More is no longer a plan (the paper form of the teams has room for three; ten is a limit against accidents).
MOST = 10


def check_can_set_goal(by: Actor, episode: Episode, text: str) -> None:
    """Raise Denied unless it is the client's own course, or a clinician's, that still runs, and something is said."""
    if not (by.is_clinical or (by.is_client and episode.person_id == by.person_id)):
        raise Denied(_("Only the client and those who treat the client set goals."))
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended, so its goals stand as they are."))
    if not text.strip():
        raise Denied(_("Write the goal in a few words."))


def can_set_goal(by: Actor, episode: Episode, text: str) -> bool:
    try:
        check_can_set_goal(by, episode, text)
    except Denied:
        return False
    return True


@once(Goal)
def set_goal(*, by: Actor, episode: Episode, text: str, goal_id: uuid.UUID | None = None) -> Goal:
    """A new goal, or other words for one that stands. `episode` comes from `care.queries.access.episode_of`.

    Raises Denied, and NotFound for a goal of another episode.
    """
    check_can_set_goal(by, episode, text)
    goal = _new(episode) if goal_id is None else goal_of(episode, goal_id)
    goal.text_sealed = sealer_of(episode.person.key).seal(
        text.strip(), table="care_goal", column="text_sealed", row=goal.id
    )
    goal.save()
    _touch(episode)
    return goal


@once(Goal)
def end_goal(*, by: Actor, episode: Episode, goal_id: uuid.UUID, is_reached: bool) -> Goal:
    """Mark a goal as reached, or take it away; it stays in the history. Raises Denied and NotFound."""
    check_can_set_goal(by, episode, "-")
    goal = goal_of(episode, goal_id)
    if is_reached:
        goal.reached_at = clock.now()
    else:
        goal.removed_at = clock.now()
    goal.save()
    _touch(episode)
    return goal


def goal_of(episode: Episode, goal_id: uuid.UUID) -> Goal:
    """A standing goal of this episode; raises NotFound."""
    found = Goal.objects.filter(
        organisation_id=episode.organisation_id, episode=episode, pk=goal_id, removed_at=None
    ).first()
    if found is None:
        raise NotFound
    return found


def _new(episode: Episode) -> Goal:
    standing = Goal.objects.filter(organisation_id=episode.organisation_id, episode=episode, removed_at=None)
    places = list(standing.values_list("position", flat=True))
    if len(places) >= MOST:
        raise Denied(_("There are ten goals already. Take one away before you add another."))
    return Goal(
        organisation_id=episode.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        position=max(places, default=-1) + 1,
        set_at=clock.now(),
    )


def _touch(episode: Episode) -> None:
    episode.changed_at = clock.now()
    episode.save(update_fields=["changed_at"])
