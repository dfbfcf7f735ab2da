"""What clients were given to read or to go to: of a course, for those who treat; of the client, for the client.

The library and the directory know no client: what a thing is called is looked up there by its short name.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from stegvis.care.models import Episode
from stegvis.care.queries.access import visible_episodes
from stegvis.care.queries.caseload import open_courses
from stegvis.library.queries.claims import Quoted, claims_named
from stegvis.library.queries.pages import Listed, pages_named
from stegvis.network.queries.local_offers import OfferView, offers_named
from stegvis.people.models import Actor, Ground, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.recommend import SEALED, What
from stegvis.selfhelp.models import Recommendation


@dataclass(frozen=True)
class Given:
    """One thing that was given. `page`, `claim` and `offer`: the one that it is; all None once it is gone."""

    id: uuid.UUID
    what: str
    slug: str
    words: str
    by: str
    at: datetime
    opened_at: datetime | None
    team: str
    page: Listed | None = None
    claim: Quoted | None = None
    offer: OfferView | None = None

    @property
    def is_gone(self) -> bool:
        return self.page is None and self.claim is None and self.offer is None

    @property
    def title(self) -> str:
        if self.page:
            return self.page.title
        return self.claim.statement if self.claim else self.offer.name if self.offer else ""

    @property
    def lead(self) -> str:
        return self.page.lead if self.page else self.offer.description if self.offer else ""

    @property
    def language(self) -> str:
        found = self.page or self.claim or self.offer
        return found.language if found else ""


def of_episode(viewer: Actor, episode: Episode) -> Sequence[Given]:
    """What stands in the client's plan, the newest first; of a course from `episode_of`. At most five statements."""
    if not viewer.is_clinical:
        raise NotFound
    return _with_names(viewer, _standing(viewer).filter(episode_id=episode.pk))


def given_names(viewer: Actor, episode: Episode) -> frozenset[tuple[str, str]]:
    """What the client of a course from `episode_of` has already, by kind and short name. One statement."""
    return frozenset(_standing(viewer).filter(episode_id=episode.pk).values_list("what", "slug"))


def of_client(viewer: Actor) -> Sequence[Given]:
    """The client's own, on any of their courses, the newest first. At most five statements, one where there is none."""
    return _with_names(viewer, _standing(viewer).filter(person_id=viewer.own_person))


def own_recommendation(viewer: Actor, recommendation_id: uuid.UUID) -> Given:
    """One of the client's own. Raises NotFound."""
    found = _with_names(viewer, _standing(viewer).filter(person_id=viewer.own_person, pk=recommendation_id))
    if not found:
        raise NotFound
    return found[0]


def own_clients(viewer: Actor) -> Sequence[tuple[uuid.UUID, str]]:
    """The viewer's open courses with the names of the people, to choose among. Says on the viewer who was shown."""
    rows = open_courses(viewer).select_related("person__key", "person__identity")
    found = []
    for episode in rows:
        viewer.show(episode.person_id, Ground.RESPONSIBLE)
        found.append((episode.pk, identity_of(episode.person).name))
    return sorted(found, key=lambda pair: pair[1].casefold())


def _standing(viewer: Actor) -> QuerySet[Recommendation]:
    # Row-level security and the care relation both hold: a course that is not the viewer's gives nothing.
    rows = Recommendation.objects.filter(
        organisation_id=viewer.organisation_id, withdrawn_at=None, episode__in=visible_episodes(viewer).values("pk")
    )
    return rows.select_related("by", "person__key", "episode__team").order_by("-at", "slug")


def _with_names(viewer: Actor, rows: QuerySet[Recommendation]) -> Sequence[Given]:
    found = list(rows)
    slugs: Mapping[str, list[str]] = {what: [row.slug for row in found if row.what == what] for what in What.values}
    pages = {page.slug: page for page in pages_named(viewer, slugs[What.PAGE])} if slugs[What.PAGE] else {}
    claims = claims_named(viewer, slugs[What.CLAIM]) if slugs[What.CLAIM] else {}
    offers = offers_named(viewer, slugs[What.OFFER])
    return [
        Given(
            id=row.pk,
            what=row.what,
            slug=row.slug,
            words=_words(row),
            by=row.by.name,
            at=row.at,
            opened_at=row.opened_at,
            team=row.episode.team.slug,
            page=pages.get(row.slug) if row.what == What.PAGE else None,
            claim=claims.get(row.slug) if row.what == What.CLAIM else None,
            offer=offers.get(row.slug) if row.what == What.OFFER else None,
        )
        for row in found
    ]


def _words(row: Recommendation) -> str:
    if row.words_sealed is None:
        return ""
    return sealer_of(row.person.key).unseal(bytes(row.words_sealed), row=row.pk, **SEALED)
