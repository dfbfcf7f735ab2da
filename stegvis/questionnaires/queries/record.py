"""A client's record in one statement: the plan, the course of the scores, what waits for answers, alerts, care."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of, visible_episodes
from stegvis.care.queries.plan import Plan, plan_of, with_plan
from stegvis.care.queries.record import CareRecord, record_of, with_record
from stegvis.definitions.registration import Problem, label
from stegvis.definitions.trajectory import Track
from stegvis.people.models import Actor, NotFound
from stegvis.people.queries.identity import ContactCard, IdentityView, card_of, identity_of
from stegvis.people.sealing import sealer_of
from stegvis.questionnaires.queries.curve import Course, courses_of, with_courses
from stegvis.questionnaires.queries.due import Due, waiting_of, with_due
from stegvis.questionnaires.queries.trajectory import (
    TakenUp,
    taken_up_of,
    tracks_of,
    with_supervision,
    with_treatment_days,
)
from stegvis.safety.queries.alerts import AlertLine, alerts_of, with_alerts


@dataclass(frozen=True)
class Record:
    """Everything of one course of care that its page shows to those who treat the client.

    `tracks`: the courses that have an expected one, by instrument version.
    """

    episode: Episode
    identity: IdentityView
    card: ContactCard
    problem: str
    plan: Plan
    courses: tuple[Course, ...]
    tracks: dict[str, Track]
    taken_up: TakenUp | None
    waiting: tuple[Due, ...]
    alerts: tuple[AlertLine, ...]
    care: CareRecord

    @property
    def open_alert(self) -> AlertLine | None:
        return next((one for one in self.alerts if one.is_open), None)


def record(viewer: Actor, episode_id: uuid.UUID, *, everything: bool = False) -> Record:
    """Raises NotFound unless the viewer treats people and may see the episode. `everything`: older lines as well."""
    if not viewer.is_clinical:
        raise NotFound
    episodes = with_alerts(with_courses(with_due(with_plan(visible_episodes(viewer)))))
    tracked = with_supervision(with_treatment_days(episodes))
    episode = with_record(viewer, tracked, everything=everything).filter(pk=episode_id).first()
    if episode is None:
        raise NotFound
    viewer.show(episode.person_id, ground_of(viewer, episode))
    courses = courses_of(viewer, episode)
    return Record(
        episode=episode,
        identity=identity_of(episode.person),
        card=card_of(episode, sealer_of(episode.person.key)),
        problem=label(Problem(episode.problem), viewer.language) if episode.problem else "",
        plan=plan_of(viewer, episode),
        courses=courses,
        tracks=tracks_of(courses, episode),
        taken_up=taken_up_of(episode),
        waiting=waiting_of(episode, viewer.language),
        alerts=alerts_of(episode),
        care=record_of(viewer, episode, everything=everything),
    )
