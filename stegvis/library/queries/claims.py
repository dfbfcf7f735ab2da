"""Claims of the register as pages quote them: a statement in the reader's language, its figure, source and caveat."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from stegvis.definitions import clock
from stegvis.definitions.pages import nearest
from stegvis.library.models import Claim
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class Quoted:
    """A claim in one language. `publication` is the slug of its record here, or empty; `is_due` that it is to be read
    again by now."""

    id: uuid.UUID
    slug: str
    statement: str
    caveat: str
    figure: str
    year: int
    source: str
    url: str
    publication: str
    review_by: date
    is_due: bool
    language: str


def claims_named(viewer: Actor, slugs: Iterable[str]) -> Mapping[str, Quoted]:
    """Those of the claims that there are, by slug. One statement."""
    return {claim.slug: claim for claim in _quoted(viewer, _standing(viewer).filter(slug__in=list(slugs)))}


def claim_named(viewer: Actor, slug: str) -> Quoted:
    """One of them; raises NotFound."""
    found = claims_named(viewer, [slug]).get(slug)
    if found is None:
        raise NotFound
    return found


def _standing(viewer: Actor) -> QuerySet[Claim]:
    claims = Claim.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at=None)
    return claims.select_related("publication")


def _quoted(viewer: Actor, claims: QuerySet[Claim]) -> list[Quoted]:
    today = clock.today(viewer.zone)
    return [_in_language(viewer, claim, today) for claim in claims]


def _in_language(viewer: Actor, claim: Claim, today: date) -> Quoted:
    language = nearest(viewer.language, claim.texts)
    publication = claim.publication
    return Quoted(
        id=claim.pk,
        slug=claim.slug,
        statement=claim.texts[language]["statement"],
        caveat=claim.texts[language]["caveat"],
        figure=claim.figure,
        year=claim.year,
        source=claim.source,
        url=claim.url,
        publication=publication.slug if publication and publication.withdrawn_at is None else "",
        review_by=claim.review_by,
        is_due=claim.review_by < today,
        language=language,
    )
