"""The open courses that somebody works with: own ones, or, for a lead, all of the team's."""

from __future__ import annotations

from django.db.models import QuerySet

from stegvis.care.models import Episode
from stegvis.care.queries.access import visible_episodes
from stegvis.definitions.pathway import State
from stegvis.people.models import Actor, Role


def open_courses(viewer: Actor, *, whole_team: bool = False) -> QuerySet[Episode]:
    """Visible episodes that are not discharged. `whole_team` is for leads; others get their own all the same."""
    episodes = visible_episodes(viewer).exclude(state=State.DISCHARGED)
    if whole_team and viewer.has(Role.LEAD):
        return episodes
    return episodes.filter(responsible_id=viewer.user_id)
