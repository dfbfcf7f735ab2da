"""Marks: what an entry belongs to, written into its vectors as words, so that the index alone narrows a search.

A mark begins with a sign that no word of a text holds.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from stegvis.definitions.plain_letters import fold

# PostgreSQL's configuration for each language; nynorsk is stemmed well enough as bokmål is (facts/stack.md §10).
CONFIGURATIONS = {"nb": "norwegian", "nn": "norwegian", "sv": "swedish", "en": "english"}


def of_organisation(organisation_id: uuid.UUID) -> str:
    """Twelve signs tell organisations apart; a search names the organisation in full besides."""
    return f"@{organisation_id.hex[:12]}"


def of_kind(kind: str) -> str:
    return f"@kind:{kind}"


def of_sort(sort: str) -> str:
    return f"@sort:{sort}"


def of_year(year: int) -> str:
    return f"@year:{year}"


def of_topic(topic: str) -> str:
    return f"@topic:{topic}"


def of_institution(institution: str) -> str:
    return f"@by:{fold(institution)[:300]}"


def marks(
    organisation_id: uuid.UUID, kind: str, sort: str, *, year: int | None, topics: Iterable[str], institution: str
) -> list[str]:
    """All marks of one entry."""
    found = [of_organisation(organisation_id), of_kind(kind), of_sort(sort), *(of_topic(each) for each in topics)]
    if year is not None:
        found.append(of_year(year))
    if institution:
        found.append(of_institution(institution))
    return found
