"""Pages of the library: the one of an address, lists by topic and kind, and what must be read again.

Who looks sees what is for them.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from stegvis.definitions import clock
from stegvis.definitions.pages import Audience, Kind, block_texts, nearest
from stegvis.definitions.superseded import Outdated, any_superseded, superseded_in
from stegvis.library.models import Claim, Page, PageVersion, Publication
from stegvis.library.queries.files import with_files
from stegvis.people.models import Actor, NotFound, Role

# What is due within these days is told of, so that there is time to read it.
NEAR = timedelta(days=60)
READERS = (Role.EDITOR, Role.LEAD, Role.SYSTEM)


@dataclass(frozen=True)
class Listed:
    """A page as lists show it, in the reader's language or the nearest it is written in."""

    id: uuid.UUID
    slug: str
    kind: Kind
    audience: Audience
    title: str
    lead: str
    language: str
    parent: str
    topics: tuple[str, ...]
    image: str
    published_on: date
    review_by: date


def page_named(viewer: Actor, slug: str) -> PageVersion:
    """The version of that page that is read now, with its `page` and its reader. One statement; raises NotFound.

    `definitions.pages.page_in(version.document, language)` is the page in a language.
    """
    found = (
        PageVersion.objects.select_related("page", "reviewed_by")
        .filter(organisation_id=viewer.organisation_id, page__in=_readable(viewer).filter(slug=slug))
        .filter(pk=F("page__current_id"))
        .first()
    )
    if found is None:
        raise NotFound
    return found


def topics(viewer: Actor) -> Sequence[Listed]:
    """All topics, by title; `parent` says which lies under which."""
    return pages_of_kind(viewer, Kind.TOPIC)


def pages_of(viewer: Actor, topic: str) -> Sequence[Listed]:
    """What belongs to a topic: its sub-topics and all pages that name it, the newest news first, the rest by title."""
    within = Q(topics__contains=[topic]) | Q(parent=topic)
    return _listed(viewer, _readable(viewer).filter(within).exclude(slug=topic))


def pages_around(viewer: Actor, topic: str, slugs: Iterable[str]) -> Sequence[Listed]:
    """What belongs to a topic, as in `pages_of`, and these pages as well. One statement for both."""
    within = Q(topics__contains=[topic]) | Q(parent=topic) | Q(slug__in=list(slugs))
    return _listed(viewer, _readable(viewer).filter(within).exclude(slug=topic))


def pages_of_kind(viewer: Actor, *kinds: Kind) -> Sequence[Listed]:
    """All pages of those kinds."""
    return _listed(viewer, _readable(viewer).filter(kind__in=kinds))


def pages_named(viewer: Actor, slugs: Iterable[str]) -> Sequence[Listed]:
    """Those of the pages that there are, in the order asked for: what a page names as related."""
    wanted = list(slugs)
    found = {each.slug: each for each in _listed(viewer, _readable(viewer).filter(slug__in=wanted))}
    return [found[slug] for slug in wanted if slug in found]


def news(viewer: Actor, most: int | None = None) -> Sequence[Listed]:
    """News, the newest first; at most so many."""
    rows = _readable(viewer).filter(kind=Kind.NEWS).order_by("-published_on", "slug")[:most]
    return [_in_language(viewer, page) for page in rows]


def chapters(viewer: Actor) -> Sequence[Listed]:
    """What is read one part a page: chapters and courses."""
    return pages_of_kind(viewer, Kind.CHAPTER, Kind.COURSE)


def written_file(version: PageVersion) -> bytes:
    """The page as one file that another service can take in."""
    whole = with_files(version.organisation_id, version.document)
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _readable(viewer: Actor) -> QuerySet[Page]:
    """What stands on the shelf for this reader: what is for staff is shown to staff only."""
    pages = Page.objects.filter(
        organisation_id=viewer.organisation_id, current__isnull=False, withdrawn_at__isnull=True
    )
    if any(role.is_staff for role in viewer.roles):
        return pages
    return pages.exclude(Q(audience=Audience.STAFF) | Q(kind=Kind.HANDBOOK))


def _listed(viewer: Actor, pages: QuerySet[Page]) -> Sequence[Listed]:
    found = sorted((_in_language(viewer, page) for page in pages), key=lambda page: (page.title.casefold(), page.slug))
    # News stand by their day, the newest first; sorting twice keeps the titles' order in the rest.
    return sorted(found, key=lambda page: -page.published_on.toordinal() if page.kind == Kind.NEWS else 0)


def _in_language(viewer: Actor, page: Page) -> Listed:
    language = nearest(viewer.language, page.texts)
    return Listed(
        id=page.pk,
        slug=page.slug,
        kind=Kind(page.kind),
        audience=Audience(page.audience),
        title=page.texts[language]["title"],
        lead=page.texts[language]["lead"],
        language=language,
        parent=page.parent,
        topics=tuple(page.topics),
        image=page.image,
        published_on=page.published_on or date.min,
        review_by=page.review_by or date.max,
    )


@dataclass(frozen=True)
class Due:
    """Something to read again. `kind` is page, publication or claim; `outdated` is what it says, by language.

    `owner_id` is None for what came with Stegvis and nobody has made their own.
    """

    kind: str
    id: uuid.UUID
    slug: str
    title: str
    owner_id: uuid.UUID | None
    owner: str
    review_by: date | None
    is_past: bool
    outdated: tuple[tuple[str, Outdated], ...]


def due_for_review(viewer: Actor) -> Sequence[Due]:
    """Pages, publications and claims past their day of review or within 60 days of it, or with words out of date.

    By owner, what nobody owns first, then by day. Four statements. Raises NotFound for who does not look after them.
    """
    if not viewer.has(*READERS):
        raise NotFound
    today = clock.today(viewer.zone)
    found = [*_pages(viewer, today), *_publications(viewer, today), *_claims(viewer, today)]
    return sorted(found, key=lambda due: (due.owner, due.review_by or date.max, due.slug))


def _pages(viewer: Actor, today: date) -> Iterator[Due]:
    outdated = _outdated_pages(viewer)
    pages = Page.objects.select_related("owner").filter(
        organisation_id=viewer.organisation_id, withdrawn_at=None, current__isnull=False
    )
    for page in pages.filter(Q(review_by__lte=today + NEAR) | Q(pk__in=outdated)):
        title = page.texts[nearest(viewer.language, page.texts)]["title"]
        yield _due("page", page, page.owner, title, today=today, outdated=outdated.get(page.pk, ()))


def _outdated_pages(viewer: Actor) -> dict[uuid.UUID, tuple[tuple[str, Outdated], ...]]:
    """The database leaves out the pages that cannot hold such a word; the rest is read here."""
    versions = (
        PageVersion.objects.filter(organisation_id=viewer.organisation_id, pk=F("page__current_id"))
        .annotate(written=Cast("document", TextField()))
        .filter(written__iregex=any_superseded())
        .values_list("page_id", "document")
    )
    found = {page_id: tuple(outdated_in(document)) for page_id, document in versions}
    return {page_id: outdated for page_id, outdated in found.items() if outdated}


def outdated_in(document: Mapping[str, Any]) -> Iterator[tuple[str, Outdated]]:
    """(language, term) of what a document says that is said or in force no longer, where it does not tell of that."""
    for language, tree in document["languages"].items():
        texts = [f"{tree['title']}\n{tree['lead']}", *block_texts(_without_history(tree))]
        found = {one.term.key: one for text in reversed(texts) for one in superseded_in(text, language)}
        yield from ((language, one) for one in found.values())


def _without_history(tree: Mapping[str, Any]) -> dict[str, Any]:
    """A page that lists what is no longer in force, and says so, is right: such lines are not held against it."""
    parts = [{**part, "blocks": [_in_force(block) for block in part["blocks"]]} for part in tree["parts"]]
    return {**tree, "parts": parts}


def _in_force(block: Mapping[str, Any]) -> Mapping[str, Any]:
    if block["kind"] != "documents":
        return block
    return {**block, "items": [item for item in block["items"] if item["in_force"]]}


def _publications(viewer: Actor, today: date) -> Iterator[Due]:
    """A publication says what was so in its year; only its day of review counts."""
    near = Publication.objects.select_related("added_by").filter(
        organisation_id=viewer.organisation_id, withdrawn_at=None, review_by__lte=today + NEAR
    )
    for each in near:
        title = each.titles.get(viewer.language) or next(iter(each.titles.values()))
        yield _due("publication", each, each.added_by, title, today=today)


def _claims(viewer: Actor, today: date) -> Iterator[Due]:
    claims = Claim.objects.select_related("owner").filter(organisation_id=viewer.organisation_id, withdrawn_at=None)
    for claim in claims:
        outdated = tuple(
            (language, one)
            for language, text in claim.texts.items()
            for one in superseded_in(f"{text['statement']}\n{text['caveat']}", language)
        )
        if outdated or claim.review_by <= today + NEAR:
            title = claim.texts[nearest(viewer.language, claim.texts)]["statement"]
            yield _due("claim", claim, claim.owner, title, today=today, outdated=outdated)


def _due(
    kind: str, row: Any, owner: Any, title: str, *, today: date, outdated: Iterable[tuple[str, Outdated]] = ()
) -> Due:
    return Due(
        kind=kind,
        id=row.pk,
        slug=row.slug,
        title=title,
        owner_id=owner.pk if owner else None,
        owner=owner.name if owner else "",
        review_by=row.review_by,
        is_past=row.review_by is not None and row.review_by < today,
        outdated=tuple(outdated),
    )
