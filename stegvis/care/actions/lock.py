"""Holding an episode while it changes, so that of two who decide at once the second sees what the first did."""

from __future__ import annotations

from stegvis.care.models import Episode


def lock(episode: Episode) -> None:
    """Take the row until the transaction ends, and bring what steps are decided by up to date."""
    rows = Episode.objects.select_for_update(no_key=True)
    state, responsible = rows.values_list("state", "responsible_id").get(pk=episode.pk)
    episode.state, episode.responsible_id = state, responsible
