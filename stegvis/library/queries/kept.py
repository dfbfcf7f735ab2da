"""Pages and claims as those who keep them see them: also what is withdrawn, and with all its languages."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from stegvis.definitions.pages import Kind, nearest
from stegvis.library.models import Claim, Page, PageVersion
from stegvis.people.models import Actor, NotFound, Role

KEEPERS = (Role.EDITOR, Role.LEAD)
# A user representative sees what there is, so that they can speak of it.
READERS = (*KEEPERS, Role.USER_REPRESENTATIVE)


@dataclass(frozen=True)
class KeptPage:
    """A page in the keeper's language, and its row."""

    page: Page
    title: str
    lead: str
    kind: Kind


def kept_pages(viewer: Actor) -> Sequence[KeptPage]:
    """All pages, by title, also those that are withdrawn. One statement. Raises NotFound for others."""
    _check_reads(viewer)
    pages = Page.objects.filter(organisation_id=viewer.organisation_id).select_related("owner")
    return sorted((_kept(viewer, page) for page in pages), key=lambda one: (one.title.casefold(), one.page.slug))


def kept_page(viewer: Actor, slug: str) -> KeptPage:
    """One of them, with its version that is read now and who read it. Raises NotFound."""
    _check_reads(viewer)
    pages = Page.objects.select_related("owner", "current__made_by", "current__reviewed_by")
    found = pages.filter(organisation_id=viewer.organisation_id, slug=slug).first()
    if found is None:
        raise NotFound
    return _kept(viewer, found)


def page_version(viewer: Actor, version_id: uuid.UUID) -> PageVersion:
    """A frozen version of the viewer's organisation, as it was written. Raises NotFound."""
    _check_reads(viewer)
    found = PageVersion.objects.filter(organisation_id=viewer.organisation_id, pk=version_id).first()
    if found is None:
        raise NotFound
    return found


def kept_claims(viewer: Actor) -> Sequence[tuple[Claim, str]]:
    """The register, by slug, each claim with its statement in the keeper's language. Raises NotFound for others."""
    _check_keeps(viewer)
    claims = Claim.objects.filter(organisation_id=viewer.organisation_id).order_by("slug")
    return [(claim, claim.texts[nearest(viewer.language, claim.texts)]["statement"]) for claim in claims]


def kept_claim(viewer: Actor, slug: str) -> Claim:
    """One of them, with its publication and owner. Raises NotFound."""
    _check_keeps(viewer)
    claims = Claim.objects.select_related("publication", "owner").filter(organisation_id=viewer.organisation_id)
    found = claims.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def _kept(viewer: Actor, page: Page) -> KeptPage:
    words = page.texts[nearest(viewer.language, page.texts)]
    return KeptPage(page, words["title"], words["lead"], Kind(page.kind))


def _check_reads(viewer: Actor) -> None:
    if not viewer.has(*READERS):
        raise NotFound


def _check_keeps(viewer: Actor) -> None:
    if not viewer.has(*KEEPERS):
        raise NotFound
