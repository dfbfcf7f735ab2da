"""Freezing a document as the version of a page that is read now. The one door: authored, imported and shipped alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.definitions.pages import BadPage, check, fingerprint, lint
from stegvis.library.actions.freeze_files import freeze_files
from stegvis.library.actions.index_entry import index_page
from stegvis.library.actions.open_polls import open_polls
from stegvis.library.actions.wait_for_turn import PAGES, wait_for_turn
from stegvis.library.models import Page, PageVersion
from stegvis.library.queries.voices import stands_objection
from stegvis.people.models import Actor, Denied, Role, User


def check_can_publish_page(
    by: Actor, document: Mapping[str, Any], languages: Iterable[str] = (), *, on: date | None = None
) -> None:
    """Raise Denied for who may not and while an objection stands, BadPage with every reason against the document.

    `languages` must all be written; `on` is the day it is held against, today where none is named.
    """
    if not by.has(Role.EDITOR, Role.LEAD, Role.SYSTEM):
        raise Denied(_("Only editors and clinical leads publish pages."))
    faults = check(document) or [remark for remark in lint(document, languages, on=on) if remark.stops]
    if faults:
        raise BadPage(faults)
    if stands_objection(by, f"page:{document['slug']}"):
        raise Denied(_("A user representative objects to this page. Answer the objection before you publish it anew."))


@transaction.atomic
def publish_page(
    *,
    by: Actor,
    document: Mapping[str, Any],
    origin: PageVersion.Origin,
    reviewed_by: User | None = None,
    languages: Iterable[str] = (),
) -> PageVersion:
    """The version that is read from now on; the one there is where the same content was published before.

    `reviewed_by` is the clinician who read it here and answers for it. A withdrawn page stays withdrawn.
    What comes with Stegvis is taken in also after its day of review, and is then listed as due.
    Raises Denied and BadPage.
    """
    is_shipped = origin == PageVersion.Origin.SHIPPED
    check_can_publish_page(
        by, document, languages, on=date.fromisoformat(document["published_on"]) if is_shipped else None
    )
    wait_for_turn(by.organisation_id, PAGES)
    page = Page.objects.select_for_update().filter(organisation_id=by.organisation_id, slug=document["slug"]).first()
    if page is None:
        page = Page.objects.create(
            organisation_id=by.organisation_id, owner_id=by.user_id, slug=document["slug"], **columns_of(document)
        )
    versions = PageVersion.objects.filter(organisation_id=by.organisation_id, page=page)
    version = versions.filter(fingerprint=fingerprint(document)).first()
    if version is None:
        number = (versions.aggregate(last=Max("number"))["last"] or 0) + 1
        version = version_of(by, page, document, origin=origin, number=number, reviewed_by=reviewed_by)
        version.save(force_insert=True)
    _make_current(page, version)
    open_polls(by=by, page=page, document=document)
    if page.withdrawn_at is None:
        index_page(page, document)
    return version


def columns_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What lists need of the version that is read now: the page's columns, which nothing else writes."""
    return {
        "kind": document["kind"],
        "audience": document["audience"],
        "parent": document["parent"],
        "topics": list(document["topics"]),
        "texts": {
            language: {"title": tree["title"], "lead": tree["lead"]} for language, tree in document["languages"].items()
        },
        "image": document["image"],
        "published_on": date.fromisoformat(document["published_on"]),
        "review_by": date.fromisoformat(document["review_by"]),
    }


def version_of(
    by: Actor,
    page: Page,
    document: Mapping[str, Any],
    *,
    origin: PageVersion.Origin,
    number: int = 1,
    reviewed_by: User | None = None,
) -> PageVersion:
    """The frozen version, not stored yet."""
    now = clock.now()
    return PageVersion(
        organisation_id=by.organisation_id,
        page=page,
        number=number,
        fingerprint=fingerprint(document),
        document=freeze_files(by, document),
        origin=origin,
        made_by_id=by.user_id,
        made_at=now,
        reviewed_by=reviewed_by,
        reviewed_at=now if reviewed_by else None,
    )


def _make_current(page: Page, version: PageVersion) -> None:
    columns = columns_of(version.document)
    page.current = version
    for name, value in columns.items():
        setattr(page, name, value)
    page.save(update_fields=["current", *columns])
