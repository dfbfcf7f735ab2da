"""Writing a note: a draft of its author's until it is signed, never written over somebody else's words."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.care.models import Episode, Note
from stegvis.care.queries.access import may_read
from stegvis.definitions import clock
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of


class OutdatedNote(Exception):  # noqa: N818  (it is an answer, not a fault)
    """The draft was saved in another window since this page was made. Nothing was written."""

    def __init__(self, text: str, version: int) -> None:
        super().__init__("The draft was changed in the meantime.")
        self.text, self.version = text, version


def check_can_write_note(*, by: Actor, episode: Episode, text: str) -> None:
    if not by.is_clinical or not may_read(by, episode):
        raise NotFound
    if not text.strip():
        raise Denied(_("The note is empty. Write something, or leave the page."))


def can_write_note(*, by: Actor, episode: Episode, text: str) -> bool:
    try:
        check_can_write_note(by=by, episode=episode, text=text)
    except (Denied, NotFound):
        return False
    return True


@once(Note)
def write_note(
    *,
    by: Actor,
    episode: Episode,
    text: str,
    note_id: uuid.UUID | None = None,
    version: int = 0,
    corrects: uuid.UUID | None = None,
    contact: uuid.UUID | None = None,
) -> Note:
    """Keep a new draft, or the author's own draft `note_id` as it was at `version`.

    `corrects`: the signed note that this one puts right; both stay in the record. `episode` comes from
    `episode_of`. Raises NotFound, Denied, and OutdatedNote for a draft that was changed in the meantime.
    """
    check_can_write_note(by=by, episode=episode, text=text)
    if note_id is None:
        return _begin(by, episode, text, corrects, contact)
    note = held_draft(by, episode, note_id)
    sealer = sealer_of(episode.person.key)
    stands = sealer.unseal(note.text_sealed, table="care_note", column="text_sealed", row=note.pk)
    if stands == text:
        return note
    if note.version != version:
        raise OutdatedNote(stands, note.version)
    note.text_sealed = sealer.seal(text, table="care_note", column="text_sealed", row=note.pk)
    note.version += 1
    note.written_at = clock.now()
    note.save(update_fields=["text_sealed", "version", "written_at"])
    return note


def held_draft(by: Actor, episode: Episode, note_id: uuid.UUID) -> Note:
    """The author's own draft, held until the transaction ends; NotFound for anybody else's, Denied once signed."""
    note = (
        Note.objects.select_for_update(no_key=True)
        .filter(organisation_id=by.organisation_id, episode_id=episode.pk, author_id=by.user_id, pk=note_id)
        .first()
    )
    if note is None:
        raise NotFound
    if note.signed_at is not None:
        raise Denied(_("This note is signed and stands. Write a correction instead."))
    return note


def _begin(by: Actor, episode: Episode, text: str, corrects: uuid.UUID | None, contact: uuid.UUID | None) -> Note:
    signed = Note.objects.filter(organisation_id=by.organisation_id, episode_id=episode.pk, signed_at__isnull=False)
    if corrects is not None and not signed.filter(pk=corrects).exists():
        raise NotFound
    if contact is not None and not episode.contacts.filter(pk=contact).exists():
        raise NotFound
    row = uuid.uuid4()
    return Note.objects.create(
        id=row,
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        contact_id=contact,
        author_id=by.as_user,
        text_sealed=sealer_of(episode.person.key).seal(text, table="care_note", column="text_sealed", row=row),
        written_at=clock.now(),
        corrects_id=corrects,
    )
