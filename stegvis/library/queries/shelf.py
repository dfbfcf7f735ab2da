"""The pages, publications and claims that come with Stegvis, as their authors wrote them. Read once a process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from stegvis.definitions.pages import check, fingerprint, written
from stegvis.definitions.pages.faults import BadPage

FOLDER = Path(__file__).resolve().parents[1] / "shelf"


def shelf_names() -> tuple[str, ...]:
    """The slugs of the pages that come with this version of Stegvis."""
    return tuple(sorted(file.parent.name for file in (FOLDER / "pages").glob("*/page.toml")))


@cache
def shelf_pages() -> Sequence[tuple[str, Mapping[str, Any]]]:
    """(fingerprint, document) of each; raises BadPage for one with a fault."""
    documents = [written(FOLDER / "pages" / name) for name in shelf_names()]
    faults = [fault for document in documents for fault in check(document)]
    if faults:
        raise BadPage(faults)
    return [(fingerprint(document), document) for document in documents]


@cache
def shelf_claims() -> Sequence[Mapping[str, Any]]:
    """The fields of each claim, as `keep_claim` takes them."""
    return _rows("claims", "claim")


@cache
def shelf_publications() -> Sequence[Mapping[str, Any]]:
    """The fields of each publication, as `keep_publication` takes them."""
    return _rows("publications", "publication")


def _rows(folder: str, name: str) -> list[Mapping[str, Any]]:
    files = sorted((FOLDER / folder).glob("*.toml"))
    return [row for file in files for row in tomllib.loads(file.read_text("utf-8")).get(name, ())]
