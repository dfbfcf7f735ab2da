"""Pictures, films and sounds inside a frozen programme. One file is read, never the whole document."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models.fields.json import KeyTransform

from stegvis.library.models import ProgrammeVersion


@dataclass(frozen=True)
class ProgrammeFile:
    """`type` is what the document says it is."""

    type: str
    content: bytes


def file_in(version_id: uuid.UUID, name: str) -> ProgrammeFile | None:
    """The file of that name; None where the version has none. Whether it may be seen is the caller's to know."""
    found: Mapping[str, str] | None = (
        ProgrammeVersion.objects.annotate(found=KeyTransform(name, KeyTransform("files", "document")))
        .values_list("found", flat=True)
        .filter(pk=version_id)
        .first()
    )
    return ProgrammeFile(found["type"], base64.b64decode(found["content"])) if found else None


def made_at(version_id: uuid.UUID) -> datetime:
    """When the version was frozen: the date that what is printed of it bears."""
    return ProgrammeVersion.objects.values_list("made_at", flat=True).get(pk=version_id)
