"""Signing a note: from then on it stands in the record, under its author's name."""

from __future__ import annotations

import uuid

from stegvis.care.actions.write_note import held_draft
from stegvis.care.models import Episode, Note
from stegvis.care.queries.access import may_read
from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, NotFound


@once(Note)
def sign_note(*, by: Actor, episode: Episode, note_id: uuid.UUID) -> Note:
    """Only the author signs. Raises NotFound, and Denied for a note that is signed."""
    if not may_read(by, episode):
        raise NotFound
    note = held_draft(by, episode, note_id)
    note.signed_at = clock.now()
    note.save(update_fields=["signed_at"])
    return note
