"""The programmes that come with Stegvis: read from the files their authors wrote, for the same door as all others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stegvis.definitions.programme import fingerprint, written
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Actor

FOLDER = Path(__file__).resolve().parents[1] / "shipped"


def shipped_names() -> tuple[str, ...]:
    """The slugs of the programmes that come with this version of Stegvis."""
    return tuple(sorted(file.parent.name for file in FOLDER.glob("*/programme.toml")))


@cache
def shipped_file(name: str) -> bytes:
    """One of them as the file another service would send; KeyError for a name that is not in `shipped_names`."""
    if name not in shipped_names():
        raise KeyError(name)
    return json.dumps(written(FOLDER / name), ensure_ascii=False, sort_keys=True).encode()


def shipped_document(name: str) -> dict[str, Any]:
    """The document of one of them."""
    return json.loads(shipped_file(name))  # type: ignore[no-any-return]


def not_taken_in(viewer: Actor) -> Sequence[tuple[str, str, str]]:
    """(slug, title, summary) of those that the viewer's organisation does not have, as they are in this Stegvis."""
    there = ProgrammeVersion.objects.filter(organisation_id=viewer.organisation_id).values_list(
        "fingerprint", flat=True
    )
    known = set(there)
    left = []
    for name in shipped_names():
        document = shipped_document(name)
        if fingerprint(document) not in known:
            tree = document["languages"].get(viewer.language) or next(iter(document["languages"].values()))
            left.append((name, tree["title"], tree["summary"]))
    return left
