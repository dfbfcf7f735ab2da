"""What the record holds of care: contacts, notes, decisions on level, referrals onward. No statement of its own.

`with_record` adds it to the statement of a page that shows more; `record_of` opens what came.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from stegvis.care.models import Contact, EmergencyAccess, Episode, LevelDecision, Note
from stegvis.care.queries.assessment import SEEN
from stegvis.definitions import clock
from stegvis.definitions.registration import Attendance, Form, Level, Purpose, label
from stegvis.people.models import Actor
from stegvis.people.queries.identity import with_card
from stegvis.people.sealing import Sealer, from_json, sealer_of

# What the page shows before somebody asks for the older ones.
RECENT_CONTACTS, RECENT_NOTES = 6, 3


@dataclass(frozen=True)
class ContactLine:
    """One contact in words. `was_seen`: the client came, on time or late."""

    id: uuid.UUID
    on: date
    purpose: str
    form: str
    attendance: str
    minutes: int | None
    by: str
    was_seen: bool


@dataclass(frozen=True)
class NoteView:
    """A note. A draft (`signed_at` None) is its author's and shown to nobody else."""

    id: uuid.UUID
    text: str
    author: str
    is_own: bool
    written_at: datetime
    signed_at: datetime | None
    corrects: uuid.UUID | None
    is_corrected: bool


@dataclass(frozen=True)
class LevelLine:
    level: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True)
class CareRecord:
    """`older_*`: there are more than those shown. `emergency_until`: the viewer is here by an emergency access."""

    contacts: tuple[ContactLine, ...]
    older_contacts: bool
    notes: tuple[NoteView, ...]
    older_notes: bool
    levels: tuple[LevelLine, ...]
    emergency_until: datetime | None


def with_record(viewer: Actor, episodes: QuerySet[Episode], *, everything: bool = False) -> QuerySet[Episode]:
    """Visible episodes with all that `record_of` needs, in the same statement. `everything`: the older ones too."""
    contacts = Contact.objects.filter(episode=OuterRef("pk")).order_by("-on", "-recorded_at")
    notes = (
        Note.objects.filter(Q(signed_at__isnull=False) | Q(author_id=viewer.user_id), episode=OuterRef("pk"))
        .order_by("-written_at")
        .values(
            found=JSONObject(
                id="id", sealed="text_sealed", author="author__name", author_id="author_id", written="written_at",
                signed="signed_at", corrects="corrects_id",
            )
        )
    )  # fmt: skip
    shown_contacts = contacts.values(
        found=JSONObject(
            id="id", on="on", purpose="purpose", form="form", attendance="attendance", minutes="minutes", by="by__name"
        )
    )
    levels = LevelDecision.objects.filter(episode=OuterRef("pk")).order_by("decided_at")
    opened = EmergencyAccess.objects.filter(episode=OuterRef("pk"), user_id=viewer.as_user, until__gt=clock.now())
    return with_card(episodes).annotate(
        # One more than is shown says that there are older ones.
        all_contacts=ArraySubquery(shown_contacts if everything else shown_contacts[: RECENT_CONTACTS + 1]),
        all_notes=ArraySubquery(notes if everything else notes[: RECENT_NOTES + 1]),
        level_steps=ArraySubquery(
            levels.values(
                found=JSONObject(id="id", level="level", at="decided_at", by="decided_by__name", sealed="sealed")
            )
        ),
        opened_until=ArraySubquery(opened.order_by("-until").values("until")[:1]),
    )


def record_of(viewer: Actor, episode: Episode, *, everything: bool = False) -> CareRecord:
    """From an episode of `with_record`, with its person's key."""
    found: Any = episode
    sealer = sealer_of(episode.person.key)
    contacts, notes = list(found.all_contacts), list(found.all_notes)
    older_contacts = not everything and len(contacts) > RECENT_CONTACTS
    older_notes = not everything and len(notes) > RECENT_NOTES
    corrected = {note["corrects"] for note in notes if note["signed"]}
    return CareRecord(
        contacts=tuple(
            _contact(one, viewer.language) for one in (contacts[:RECENT_CONTACTS] if older_contacts else contacts)
        ),
        older_contacts=older_contacts,
        notes=tuple(_note(viewer, one, sealer, corrected) for one in (notes[:RECENT_NOTES] if older_notes else notes)),
        older_notes=older_notes,
        levels=tuple(_level(one, sealer, viewer.language) for one in found.level_steps),
        emergency_until=found.opened_until[0] if found.is_emergency and found.opened_until else None,
    )


def _contact(found: dict[str, Any], language: str) -> ContactLine:
    attendance = Attendance(found["attendance"])
    return ContactLine(
        id=uuid.UUID(found["id"]),
        on=date.fromisoformat(found["on"]),
        purpose=label(Purpose(found["purpose"]), language),
        form=label(Form(found["form"]), language),
        attendance=label(attendance, language),
        minutes=found["minutes"],
        by=found["by"],
        was_seen=attendance in SEEN,
    )


def _note(viewer: Actor, found: dict[str, Any], sealer: Sealer, corrected: set[str | None]) -> NoteView:
    row = uuid.UUID(found["id"])
    return NoteView(
        id=row,
        text=sealer.unseal(from_json(found["sealed"]), table="care_note", column="text_sealed", row=row),
        author=found["author"],
        is_own=found["author_id"] == str(viewer.user_id),
        written_at=datetime.fromisoformat(found["written"]),
        signed_at=datetime.fromisoformat(found["signed"]) if found["signed"] else None,
        corrects=uuid.UUID(found["corrects"]) if found["corrects"] else None,
        is_corrected=found["id"] in corrected,
    )


def _level(found: dict[str, Any], sealer: Sealer, language: str) -> LevelLine:
    row = uuid.UUID(found["id"])
    kept = sealer.unseal(from_json(found["sealed"]), table="care_leveldecision", column="sealed", row=row)
    return LevelLine(
        level=label(Level(found["level"]), language),
        at=datetime.fromisoformat(found["at"]),
        by=found["by"],
        reason=json.loads(kept)["reason"],
    )
