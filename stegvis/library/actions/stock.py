"""Stocking an organisation's shelf with what comes with Stegvis: publications, claims and pages.

Done again it adds what is new: a page that has changed becomes a new version, a claim or publication its new words.
What an organisation has made its own is left alone.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.pages import BadPage, check_claim
from stegvis.library.actions.check_publication import checked_publication
from stegvis.library.actions.index_entry import index_all
from stegvis.library.actions.keep_claim import claim_columns, whole_claim
from stegvis.library.actions.keep_publication import keep_publication
from stegvis.library.actions.open_polls import open_polls
from stegvis.library.actions.publish_page import columns_of, publish_page, version_of
from stegvis.library.actions.wait_for_turn import PAGES, PUBLICATIONS, wait_for_turn
from stegvis.library.models import Claim, Page, PageVersion, Publication
from stegvis.library.queries.shelf import shelf_claims, shelf_pages, shelf_publications
from stegvis.library.queries.voices import stands_objection
from stegvis.people.models import Actor, Denied, Role

SHIPPED = PageVersion.Origin.SHIPPED


def check_can_stock_shelf(by: Actor) -> None:
    """Raise Denied unless an editor or a job of ours fills the shelf."""
    if not by.has(Role.EDITOR, Role.SYSTEM):
        raise Denied(_("Only editors fill the shelf."))


@transaction.atomic
def stock_shelf(*, by: Actor) -> None:
    """Take in what is not here yet. Raises Denied.

    What is new is written all at once and indexed in one go, because the demo and a new site wait for it.
    """
    check_can_stock_shelf(by)
    for what in (PAGES, PUBLICATIONS):
        wait_for_turn(by.organisation_id, what)
    publications = _stock_publications(by)
    claims = _stock_claims(by)
    pages = _stock_pages(by)
    index_all(by.organisation_id, pages=pages, publications=publications, claims=claims)


def _stock_publications(by: Actor) -> list[Publication]:
    """Those that are new here; one that is there goes through the same door as any other."""
    there = set(Publication.objects.filter(organisation_id=by.organisation_id).values_list("slug", flat=True))
    new = []
    for fields in shelf_publications():
        if fields["slug"] in there:
            keep_publication(by=by, fields=fields, origin=Publication.Origin.SHIPPED)
        else:
            read = checked_publication({name: value for name, value in fields.items() if name != "slug"})
            new.append(Publication(organisation_id=by.organisation_id, slug=fields["slug"], **read))
    for publication in new:
        publication.added_by_id, publication.added_at = by.user_id, clock.now()
        publication.origin = Publication.Origin.SHIPPED
    return Publication.objects.bulk_create(new)


def _stock_claims(by: Actor) -> list[Claim]:
    """Those that are new or changed. A claim that somebody here owns is theirs; any other is as it is written now."""
    there = {claim.slug: claim for claim in Claim.objects.filter(organisation_id=by.organisation_id)}
    publications = dict(Publication.objects.filter(organisation_id=by.organisation_id).values_list("slug", "pk"))
    new, changed = [], []
    for fields in map(whole_claim, shelf_claims()):
        faults = check_claim(fields)
        if faults:
            raise BadPage(faults)
        columns = {**claim_columns(fields), "publication_id": publications.get(fields["publication"])}
        known = there.get(fields["slug"])
        if known is None:
            new.append(Claim(organisation_id=by.organisation_id, slug=fields["slug"], **columns))
        elif known.owner_id is None and any(getattr(known, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(known, name, value)
            known.save()
            changed.append(known)
    return [*changed, *Claim.objects.bulk_create(new)]


def _stock_pages(by: Actor) -> list[tuple[Page, Mapping[str, Any]]]:
    """Those that are new here; one that is there gets its new version by the same door as any other."""
    there = dict(Page.objects.filter(organisation_id=by.organisation_id).values_list("slug", "pk"))
    known = set(_shipped_before(by))
    new = []
    for fingerprint, document in shelf_pages():
        if document["slug"] not in there:
            new.append(document)
        elif (document["slug"], fingerprint) not in known and _is_as_shipped(by, there[document["slug"]]):
            publish_page(by=by, document=document, origin=SHIPPED)
    return _publish_new(by, new)


def _shipped_before(by: Actor) -> Sequence[tuple[str, str]]:
    versions = PageVersion.objects.filter(organisation_id=by.organisation_id)
    return list(versions.values_list("page__slug", "fingerprint"))


def _is_as_shipped(by: Actor, page_id: uuid.UUID) -> bool:
    """Whether what is read now came with Stegvis, and nobody objects to it: else it is the organisation's to change."""
    page = Page.objects.select_related("current").get(organisation_id=by.organisation_id, pk=page_id)
    return page.current is not None and page.current.origin == SHIPPED and not stands_objection(by, f"page:{page.slug}")


def _publish_new(by: Actor, documents: Sequence[Mapping[str, Any]]) -> list[tuple[Page, Mapping[str, Any]]]:
    """Pages and their first versions in two statements. The links between them are looked at when all is done."""
    versions = []
    for document in documents:
        page = Page(organisation_id=by.organisation_id, slug=document["slug"], **columns_of(document))
        version = version_of(by, page, document, origin=SHIPPED)
        page.current_id = version.pk
        versions.append(version)
    Page.objects.bulk_create([version.page for version in versions])
    PageVersion.objects.bulk_create(versions)
    for version in versions:
        open_polls(by=by, page=version.page, document=version.document)
    return [(version.page, version.document) for version in versions]
