"""Pictures, films and sounds of a frozen programme or page: one of them to be shown, or all of them for an export."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from stegvis.library.models import MediaFile, PageVersion, ProgrammeVersion


@dataclass(frozen=True)
class ProgrammeFile:
    """`type` is what the document says it is."""

    type: str
    content: bytes


def file_in(version_id: uuid.UUID, name: str) -> ProgrammeFile | None:
    """The file of that name; None where the version has none. Whether it may be seen is the caller's to know."""
    return file_named(ProgrammeVersion.objects.filter(pk=version_id), name)


def file_named(versions: QuerySet[ProgrammeVersion] | QuerySet[PageVersion], name: str) -> ProgrammeFile | None:
    """The file of that name in the first of these versions. Two statements, and no document."""
    if "\0" in name:
        return None  # an address may hold this sign, and the database takes it in no question
    row = (
        versions.annotate(found=KeyTransform(name, KeyTransform("files", "document")))
        .values_list("organisation_id", "found")
        .first()
    )
    organisation_id, found = row or (None, None)
    if organisation_id is None or found is None:
        return None
    if "content" in found:  # frozen before contents were kept beside the document
        return ProgrammeFile(found["type"], base64.b64decode(found["content"]))
    return ProgrammeFile(found["type"], _content(organisation_id, found["sha256"]))


def with_files(organisation_id: uuid.UUID, document: Mapping[str, Any]) -> dict[str, Any]:
    """The frozen document with what its files hold in it: the one file that is sent to another service."""
    files = {
        name: {"content": base64.b64encode(_content(organisation_id, file["sha256"])).decode(), **file}
        if "content" not in file
        else file
        for name, file in document["files"].items()
    }
    return {**document, "files": files}


def _content(organisation_id: uuid.UUID, sha256: str) -> bytes:
    kept = MediaFile.objects.filter(organisation_id=organisation_id, sha256=sha256).order_by("added_at")
    return bytes(kept.values_list("content", flat=True)[:1].get())


def made_at(version_id: uuid.UUID) -> datetime:
    """When the version was frozen: the date that what is printed of it bears."""
    return ProgrammeVersion.objects.values_list("made_at", flat=True).get(pk=version_id)
