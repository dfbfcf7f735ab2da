"""A page of the library as a visitor reads it: found, in the language asked for, and with all that it points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.definitions.pages import Block, Kind, LearnPage, page_in
from stegvis.library.models import PageVersion
from stegvis.library.queries.claims import claims_named
from stegvis.library.queries.pages import Listed, page_named, pages_around, pages_named
from stegvis.library.queries.polls import polls_of
from stegvis.library.queries.publications import publications_named
from stegvis.portals.learning.blocks import Known
from stegvis.portals.learning.polls import chosen_in

NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "sv": "Svenska", "en": "English"}


@dataclass(frozen=True)
class Reading:
    """The version that is read now, and its words in one language. `asked` is the language the address names, or ""."""

    version: PageVersion
    read: LearnPage
    asked: str

    @property
    def tail(self) -> str:
        """What the next address ends with, so that a language once asked for is kept."""
        return f"?{urlencode({'in': self.asked})}" if self.asked else ""


@dataclass(frozen=True)
class Around:
    """What stands beside a page: the topic above it, the topics it names, what is related, and it in easy words.

    `within` is what belongs to it, where it is a topic itself.
    """

    parent: Listed | None
    topics: Sequence[Listed]
    related: Sequence[Listed]
    easy: Listed | None
    within: Sequence[Listed] = ()


def opened(request: Any, slug: str) -> Reading:
    """The page of that name in the language that the address asks for, else in the reader's. Raises NotFound."""
    version = page_named(request.actor, slug)
    version.page.current = version  # the same row, which need not be read once more
    wanted = request.GET.get("in", "")
    asked = wanted if wanted in version.document["languages"] else ""
    return Reading(version, page_in(version.document, asked or get_language() or "nb"), asked)


def around(request: Any, read: LearnPage) -> Around:
    """One statement, for whatever the page names."""
    above = [slug for slug in dict.fromkeys([read.parent, *read.topics]) if slug and slug != read.slug]
    named, is_topic, is_easy = [*above, *read.related], read.kind is Kind.TOPIC, read.kind is Kind.EASY
    there = pages_around(request.actor, read.slug, named) if is_topic else pages_named(request.actor, named)
    found = {one.slug: one for one in there}
    related = [found[slug] for slug in read.related if slug in found]
    return Around(
        parent=found.get(read.parent),
        topics=[found[slug] for slug in above if slug in found and slug != read.parent],
        # An easy page is read in easy words already: those beside it are about other things.
        related=[one for one in related if is_easy or one.kind is not Kind.EASY],
        easy=None if is_easy else next((one for one in related if one.kind is Kind.EASY), None),
        within=[one for one in there if one.parent == read.slug or read.slug in one.topics] if is_topic else (),
    )


def known_of(request: Any, found: Reading, blocks: Sequence[Block]) -> Known:
    """What these blocks point to, for a visitor. A statement for each kind that there is, none for what is not."""
    kinds = {block.kind for block in blocks}
    read, team = found.read, {"team": request.team.slug}
    reader = replace(request.actor, language=read.language)
    publications = publications_named(reader, read.named("publications")) if "publications" in kinds else ()
    return Known(
        claims=claims_named(reader, read.named("claim")) if "claim" in kinds else {},
        publications={one.slug: one for one in publications},
        polls=polls_of(found.version.page, chosen_in(request), read.language) if "poll" in kinds else {},
        file=partial(_address, "public:learn_file", "file", **team, slug=read.slug),
        publication=partial(_address, "public:learn_publication", "slug", **team),
        vote=partial(_address, "public:learn_vote", "block", **team, slug=read.slug),
        nearby=f"{reverse('public:team', kwargs=team)}nearby/",
    )


def frame(request: Any, found: Reading, here: str = "", parent: Listed | None = None) -> dict[str, Any]:
    """What every template of a page is given: its words, its languages, and the way back. `here` is its own address."""
    read, version = found.read, found.version
    library = reverse("public:learn", kwargs={"team": request.team.slug})
    crumbs = [(_("Learn"), library)]
    if read.kind is Kind.NEWS:
        crumbs.append((_("News"), reverse("public:learn_news", kwargs={"team": request.team.slug})))
    if parent is not None:
        crumbs.append((parent.title, address_of(request, parent.slug)))
    here = here or address_of(request, read.slug)
    return {
        "page": version.page,
        "version": version,
        "reviewed_by": version.reviewed_by.name if version.reviewed_by else "",
        "read": read,
        "crumbs": [*crumbs, (read.title, "")],
        "also": [(code, NAMES[code], f"{here}?in={code}") for code in read.languages if code != read.language],
        "is_own_language": bool(found.asked) or read.language == get_language(),
    }


def address_of(request: Any, slug: str) -> str:
    return reverse("public:learn_page", kwargs={"team": request.team.slug, "slug": slug})


def _address(name: str, key: str, value: str, **kwargs: str) -> str:
    return reverse(name, kwargs={**kwargs, key: value})
