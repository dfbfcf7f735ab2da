"""A page that asks two questions, and one that asks those who work there, for tests of polls."""

from __future__ import annotations

import itertools
from typing import Any

from stegvis.definitions import clock
from stegvis.definitions.pages import fingerprint
from stegvis.library.actions.open_polls import open_polls
from stegvis.library.models import Page, PageVersion, Poll
from stegvis.people.models import Organisation
from tests.clinic import inside

CHOICES = ("heard", "recommend", "used", "new")
NUMBERS = itertools.count(1)


def asking(slug: str, *blocks: str, scope: str = "public") -> dict[str, Any]:
    """A document with a poll in each of `blocks`, in nb and sv."""

    def tree(language: str) -> dict[str, Any]:
        polls = [
            {
                "id": block,
                "kind": "poll",
                "question": f"{block} {language}?",
                "scope": scope,
                "choices": [{"id": choice, "text": f"{choice} {language}"} for choice in CHOICES],
                "after": [],
            }
            for block in blocks
        ]
        part = {"id": "part", "title": "Del", "blocks": polls}
        told = {"title": f"Side {language}", "lead": "Om noe.", "image_alt": "", "image_credit": ""}
        return {**told, "sources": [], "parts": [part]}

    return {
        "format": "stegvis-page-1", "slug": slug, "kind": "chapter", "audience": "anyone", "parent": "", "topics": [],
        "related": [], "published_on": "2026-11-22", "review_by": "2028-11-22", "image": "", "files": {},
        "languages": {language: tree(language) for language in ("nb", "sv")},
    }  # fmt: skip


def new_page(organisation: Organisation) -> Page:
    """A page of its own, since votes stay in the database from one test to the next."""
    return publish(organisation, asking(f"page-{next(NUMBERS)}", "know", "more"))


def new_team_page(organisation: Organisation) -> Page:
    """The same for those who work there."""
    return publish(organisation, asking(f"team-{next(NUMBERS)}", "how", scope="team"))


def publish(organisation: Organisation, document: dict[str, Any]) -> Page:
    """The page with its polls open, as publishing leaves it."""
    with inside(organisation) as by:
        told = {language: {"title": tree["title"], "lead": ""} for language, tree in document["languages"].items()}
        page = Page.objects.create(
            organisation=organisation, slug=document["slug"], kind=document["kind"],
            audience=document["audience"], texts=told,
        )  # fmt: skip
        page.current = PageVersion.objects.create(
            organisation=organisation, page=page, number=1, fingerprint=fingerprint(document), document=document,
            origin=PageVersion.Origin.AUTHORED, made_at=clock.now(),
        )  # fmt: skip
        page.save(update_fields=["current"])
        open_polls(by=by, page=page, document=document)
    return page


def poll_of(page: Page, block: str) -> Poll:
    with inside(page.organisation):
        return Poll.objects.get(page=page, block=block, replaced_at=None)
