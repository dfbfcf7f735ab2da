"""A frozen document names its files by their sha256; what they hold is kept once beside it, for whoever plays them.

A film inside the document would be read whole for every list and for every second of it that a phone asks for.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from stegvis.definitions import clock
from stegvis.library.models import MediaFile
from stegvis.people.models import Actor


def freeze_files(by: Actor, document: Mapping[str, Any]) -> dict[str, Any]:
    """The checked document as it is stored. Files are never deleted, so what it names stays there.

    What no author added here, as the files of an imported programme, is kept under its sha256 for a name: lists of
    the organisation's files leave it out (`drafts.files_of`).
    """
    files = document["files"]
    if not files:
        return dict(document)
    known = set(
        MediaFile.objects.filter(
            organisation_id=by.organisation_id, sha256__in=[file["sha256"] for file in files.values()]
        ).values_list("sha256", flat=True)
    )
    new = {file["sha256"]: file for file in files.values() if file["sha256"] not in known}
    MediaFile.objects.bulk_create(
        MediaFile(
            organisation_id=by.organisation_id,
            name=sha256,
            type=file["type"],
            sha256=sha256,
            content=base64.b64decode(file["content"]),
            added_by_id=by.user_id,
            added_at=clock.now(),
        )
        for sha256, file in new.items()
    )
    named = {name: {"type": file["type"], "sha256": file["sha256"]} for name, file in files.items()}
    return {**document, "files": named}
