"""The client's own front page in one statement: the plan, what is due, and the course so far."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.care.queries.access import visible_episodes
from stegvis.care.queries.plan import Plan, current, plan_of, with_plan
from stegvis.people.models import Actor, Ground, NotFound
from stegvis.questionnaires.queries.curve import Course, courses_of, with_courses
from stegvis.questionnaires.queries.due import DueNow, due_of, with_due


@dataclass(frozen=True)
class Overview:
    plan: Plan
    due: DueNow
    courses: tuple[Course, ...]


def overview(viewer: Actor) -> Overview:
    """Of the course that runs, else of the last one. Raises NotFound for a person without any."""
    episode = current(with_courses(with_due(with_plan(visible_episodes(viewer)))))
    if episode is None:
        raise NotFound
    viewer.show(episode.person_id, Ground.OWN)
    return Overview(plan=plan_of(viewer, episode), due=due_of(viewer, episode), courses=courses_of(viewer, episode))
