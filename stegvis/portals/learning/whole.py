"""A whole page of the library on one page of a portal: for staff who give it away, and for the client who has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.urls import reverse

from stegvis.definitions.pages import page_in
from stegvis.library.models import PageVersion
from stegvis.library.queries.claims import claims_named
from stegvis.library.queries.polls import polls_of
from stegvis.library.queries.publications import publications_named
from stegvis.people.models import Actor
from stegvis.portals.learning.blocks import Known, learnt
from stegvis.portals.programme.rich_text import Sources


def whole(viewer: Actor, version: PageVersion, team: str, *, chosen: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What `portals/learning/parts.html` is given. A statement each for claims, publications, polls, where there are.

    `chosen` is what this browser answered. Without it polls are shown as they are asked and take no answers. A form
    sends the answer to the public page's address, which knows no log-in (ADR 0022).
    """
    version.page.current = version  # the same row, which need not be read once more
    read = page_in(version.document, viewer.language)
    reader, sources = replace(viewer, language=read.language), Sources(read.sources)
    claims, publications = read.named("claim"), read.named("publications")
    has_polls = any(block.kind == "poll" for block in read.blocks)
    known = Known(
        claims=claims_named(reader, claims) if claims else {},
        publications={one.slug: one for one in publications_named(reader, publications)} if publications else {},
        polls=polls_of(version.page, chosen, read.language) if chosen is not None and has_polls else {},
        vote=partial(_address, "public:learn_vote", "block", team=team, slug=read.slug),
        file=partial(_address, "public:learn_file", "file", team=team, slug=read.slug),
        publication=partial(_address, "public:learn_publication", "slug", team=team),
        nearby=reverse("public:nearby", kwargs={"team": team}),
    )
    parts = [(part, learnt(part.blocks, sources, known, level=3)) for part in read.parts]
    return {"read": read, "parts": parts, "level": 3, "sources": sources.listed}


def _address(name: str, key: str, value: str, **kwargs: str) -> str:
    return reverse(name, kwargs={**kwargs, key: value})
