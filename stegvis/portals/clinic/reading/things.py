"""What may be given, as lists show it: found by words in the library, or near the client in the directory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from stegvis.definitions.pages import Kind
from stegvis.library.queries.pages import Listed, pages_of_kind
from stegvis.library.queries.search import Hit, search
from stegvis.network.queries.local_offers import OfferView, Wanted, nearby
from stegvis.people.models import Actor
from stegvis.portals.offer_words import KINDS, how_far, where

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Words

PAGE, CLAIM, OFFER = "page", "claim", "offer"
SORTS: Mapping[str, Words] = {
    Kind.TOPIC: _("Topic"),
    Kind.ARTICLE: _("Article"),
    Kind.NEWS: _("News"),
    Kind.CHAPTER: _("Learning chapter"),
    Kind.GUIDELINE: _("Guidance"),
    Kind.COURSE: _("Course"),
    Kind.EASY: _("In easy words"),
    CLAIM: _("Number with its source"),
}
# What is shown before anybody has asked for something.
FIRST = (Kind.EASY, Kind.CHAPTER, Kind.COURSE, Kind.TOPIC)
MOST = 30


@dataclass(frozen=True)
class Thing:
    """One thing that may be given. `beside` says what it is, and how far away."""

    what: str
    slug: str
    title: str
    lead: str
    language: str
    beside: str
    is_given: bool = False


def to_read(viewer: Actor, words: str, given: Collection[tuple[str, str]] = ()) -> Sequence[Thing]:
    """What fits the words; without words what one may begin with. Publications are for those who work here."""
    if words.strip():
        hits = search(viewer, words, viewer.language).hits
        return [_of_hit(hit, given) for hit in hits if hit.kind in (PAGE, CLAIM)]
    pages = sorted(pages_of_kind(viewer, *FIRST), key=lambda page: FIRST.index(page.kind))
    return [_of_page(page, given) for page in pages if page.audience != "staff"]


def to_go_to(
    viewer: Actor, municipality: str = "", given: Collection[tuple[str, str]] = (), kind: str = ""
) -> Sequence[Thing]:
    """Offers, the nearest to the municipality first; without one, to where the team works."""
    found = nearby(viewer, Wanted(municipality=municipality, kind=kind))
    return [_of_offer(offer, given) for offer in found.offers[:MOST]]


def _of_hit(hit: Hit, given: Collection[tuple[str, str]]) -> Thing:
    title, lead = ("".join(piece.text for piece in pieces) for pieces in (hit.title, hit.lead))
    beside = str(SORTS.get(hit.sort, ""))
    return Thing(hit.kind, hit.slug, title, lead, hit.language, beside, (hit.kind, hit.slug) in given)


def _of_page(page: Listed, given: Collection[tuple[str, str]]) -> Thing:
    beside = str(SORTS[page.kind])
    return Thing(PAGE, page.slug, page.title, page.lead, page.language, beside, (PAGE, page.slug) in given)


def _of_offer(offer: OfferView, given: Collection[tuple[str, str]]) -> Thing:
    beside = " · ".join(part for part in (str(KINDS[offer.kind]), where(offer), how_far(offer)) if part)
    is_given = (OFFER, offer.slug) in given
    return Thing(OFFER, offer.slug, offer.name, offer.description, offer.language, beside, is_given)
