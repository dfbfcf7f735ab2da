"""Changing the level of care later, with a reason. Earlier decisions stay as they were."""

from __future__ import annotations

from stegvis.care.actions.decide_level import Choice, can_decide_level, check_can_decide_level, keep_decision
from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode, LevelDecision
from stegvis.definitions.registration import Problem
from stegvis.people.actions.once import once
from stegvis.people.models import Actor


def check_can_change_level(*, by: Actor, episode: Episode) -> None:
    """The same people as decide it, while the client waits for treatment or is in it."""
    check_can_decide_level(by=by, episode=episode, name="change_level")


def can_change_level(*, by: Actor, episode: Episode) -> bool:
    return can_decide_level(by=by, episode=episode, name="change_level")


@once(LevelDecision)
def change_level(*, by: Actor, episode: Episode, choice: Choice, problem: Problem | None = None) -> LevelDecision:
    """Record the new decision beside the old ones. `problem` None: the problem word stays."""
    lock(episode)
    check_can_change_level(by=by, episode=episode)
    if problem is not None:
        episode.problem = problem
    return keep_decision(by=by, episode=episode, choice=choice, name="change_level")
