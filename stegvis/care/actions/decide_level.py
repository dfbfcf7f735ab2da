"""Deciding the level of care together with the client, after the assessment. Nothing is ever preselected."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.care.actions.lock import lock
from stegvis.care.models import Episode, LevelDecision
from stegvis.care.queries.access import worked_episodes
from stegvis.care.queries.offers import open_offers
from stegvis.definitions import clock
from stegvis.definitions.pathway import State, move, moves_from
from stegvis.definitions.registration import Level, Problem
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of


@dataclass(frozen=True)
class Choice:
    """What was chosen and why. `offer` is one of the team's; None only where the team has entered none.

    `preference` is the client's wish in their words, `reason` the therapist's; `is_joint`: they agree.
    """

    level: Level
    offer: uuid.UUID | None
    preference: str
    reason: str
    is_joint: bool


def check_can_decide_level(*, by: Actor, episode: Episode, name: str = "decide_level") -> None:
    """A therapist who works with the client decides with them, once the assessment is completed.

    `name` is the move of the pathway: `decide_level` the first time, `change_level` later.
    """
    worked = worked_episodes(by).filter(pk=episode.pk).values_list("assessment__completed_at").first()
    if worked is None:
        raise NotFound
    if not by.is_clinical:
        raise Denied(_("Only those who treat people decide the level of care."))
    if not any(each.name == name for each in moves_from(State(episode.state))):
        raise Denied(_("The level of care cannot be decided at this point of the course."))
    if worked[0] is None:
        raise Denied(_("Complete the assessment first. The level of care is decided on what you talked about."))


def can_decide_level(*, by: Actor, episode: Episode, name: str = "decide_level") -> bool:
    try:
        check_can_decide_level(by=by, episode=episode, name=name)
    except (Denied, NotFound):
        return False
    return True


@once(LevelDecision)
def decide_level(*, by: Actor, episode: Episode, choice: Choice, problem: Problem) -> LevelDecision:
    """Record the decision with all that was on the table; the client now waits for the treatment to start."""
    lock(episode)
    check_can_decide_level(by=by, episode=episode)
    episode.problem = problem
    return keep_decision(by=by, episode=episode, choice=choice, name="decide_level")


def keep_decision(*, by: Actor, episode: Episode, choice: Choice, name: str) -> LevelDecision:
    """Write the row and move the episode; part of `decide_level` and `change_level`."""
    offers = open_offers(episode.team, by.language)
    if not any((offer.id, offer.level) == (choice.offer, choice.level) for offer in offers) and (
        offers or choice.offer
    ):
        raise Denied(_("Choose one of the offers the team has now."))
    if not choice.reason.strip():
        raise Denied(_("Write why this level was chosen."))
    episode.state = move(State(episode.state), name).target
    episode.level = choice.level
    episode.changed_at = clock.now()
    episode.save(update_fields=["state", "level", "problem", "changed_at"])
    row = uuid.uuid4()
    content = json.dumps({"preference": choice.preference, "reason": choice.reason})
    sealer = sealer_of(episode.person.key)
    return LevelDecision.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        decided_at=clock.now(),
        decided_by_id=by.as_user,
        options=[
            {"offer": str(each.id), "level": each.level, "name": each.name, "wait_weeks": each.wait_weeks}
            for each in offers
        ],
        level=choice.level,
        offer_id=choice.offer,
        is_joint=choice.is_joint,
        is_change=name == "change_level",
        sealed=sealer.seal(content, table="care_leveldecision", column="sealed", row=row),
    )
