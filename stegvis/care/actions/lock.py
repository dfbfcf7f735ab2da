"""Holding an episode while it changes, so that of two who decide at once the second sees what the first did."""

from __future__ import annotations

from stegvis.care.models import Episode
from stegvis.people.models import NotFound


def lock(episode: Episode) -> None:
    """Take the row until the transaction ends, and bring what steps are decided by up to date.

    NotFound for an episode of another organisation: the database shows no such row.
    """
    rows = Episode.objects.select_for_update(no_key=True).filter(pk=episode.pk)
    found = rows.values_list("state", "responsible_id").first()
    if found is None:
        raise NotFound
    episode.state, episode.responsible_id = found
