"""The client's goals, for the page on which they are set. Pages that show the whole plan read it with `plan_of`."""

from __future__ import annotations

from stegvis.care.models import Episode, Goal
from stegvis.care.queries.plan import GoalView
from stegvis.people.models import Actor
from stegvis.people.sealing import sealer_of


def goals_of(viewer: Actor, episode: Episode) -> tuple[GoalView, ...]:
    """The standing goals of an episode from `episode_of`, in their order. One statement."""
    rows = Goal.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk, removed_at=None).order_by(
        "position", "set_at"
    )
    sealer = sealer_of(episode.person.key)
    return tuple(
        GoalView(
            row.id,
            sealer.unseal(row.text_sealed, table="care_goal", column="text_sealed", row=row.id),
            row.reached_at is not None,
        )
        for row in rows
    )
