"""A team as those who may change it see it."""

from __future__ import annotations

from stegvis.people.models import Actor, NotFound, Role, Team


def own_team(viewer: Actor) -> Team:
    """The viewer's team with its opening hours, for the lead and administrators."""
    if not viewer.has(Role.LEAD, Role.ADMINISTRATOR):
        raise NotFound
    return Team.objects.prefetch_related("opening_hours").get(pk=viewer.at_team, organisation_id=viewer.organisation_id)
