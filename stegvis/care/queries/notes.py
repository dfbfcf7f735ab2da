"""One note of a record, for the page on which it is written, signed or corrected."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from stegvis.care.models import Episode, Note
from stegvis.people.models import Actor, NotFound
from stegvis.people.sealing import sealer_of


@dataclass(frozen=True)
class OneNote:
    id: uuid.UUID
    text: str
    author: str
    version: int
    signed_at: datetime | None


def draft_of(viewer: Actor, episode: Episode, note_id: uuid.UUID) -> OneNote:
    """The viewer's own draft in an episode from `episode_of`. Raises NotFound, also for one that is signed."""
    return _one(viewer, episode, note_id, signed_at=None, author_id=viewer.as_user)


def signed_note_of(viewer: Actor, episode: Episode, note_id: uuid.UUID) -> OneNote:
    """A note that stands in the record. Raises NotFound."""
    return _one(viewer, episode, note_id, signed_at__isnull=False)


def _one(viewer: Actor, episode: Episode, note_id: uuid.UUID, **wanted: object) -> OneNote:
    found = (
        Note.objects.select_related("author")
        .filter(organisation_id=viewer.organisation_id, episode_id=episode.pk, pk=note_id, **wanted)
        .first()
    )
    if found is None:
        raise NotFound
    text = sealer_of(episode.person.key).unseal(
        found.text_sealed, table="care_note", column="text_sealed", row=found.pk
    )
    return OneNote(found.pk, text, found.author.name, found.version, found.signed_at)
