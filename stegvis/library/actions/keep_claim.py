"""Keeping a claim of the register: a statement with its figure, source, caveat and day of review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from stegvis.definitions.pages import BadPage, Remark, check_claim
from stegvis.library.actions.index_entry import index_claim
from stegvis.library.models import Claim, Publication
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, Role

_DEFAULTS = {"figure": "", "url": "", "publication": ""}


def check_can_keep_claim(by: Actor, fields: Mapping[str, Any]) -> None:
    """Raise Denied for who may not, and BadPage with every fault of the claim."""
    if not by.has(Role.EDITOR, Role.LEAD, Role.SYSTEM):
        raise Denied(_("Only editors and clinical leads keep claims."))
    faults = check_claim(fields)
    if faults:
        raise BadPage(faults)


@once(Claim)
def keep_claim(*, by: Actor, fields: Mapping[str, Any]) -> Claim:
    """The claim of that slug with these fields, as the register writes them; pages that quote it say so at once.

    `fields`: slug, figure, year, source, url, publication (its slug or ""), review_by (2026-11-22) and texts
    ({language: {statement, caveat}}). Who writes one that nobody owns has it from then on, so that a newer shelf
    leaves it alone. Raises Denied and BadPage.
    """
    whole = whole_claim(fields)
    check_can_keep_claim(by, whole)
    publication = None
    if whole["publication"]:
        known = Publication.objects.filter(organisation_id=by.organisation_id, slug=whole["publication"])
        publication = known.first()
        if publication is None:
            raise BadPage([Remark("no_such", "", "publication")])
    columns = {**claim_columns(whole), "publication": publication}
    claim, _made = Claim.objects.update_or_create(
        organisation_id=by.organisation_id, slug=whole["slug"], defaults=columns
    )
    if claim.owner_id is None and by.user_id is not None:
        claim.owner_id = by.user_id
        claim.save(update_fields=["owner"])
    index_claim(claim)
    return claim


def whole_claim(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with those that may be left out; a day of review written as a date becomes its text."""
    whole = {**_DEFAULTS, **fields}
    if isinstance(whole.get("review_by"), date):
        whole["review_by"] = whole["review_by"].isoformat()
    if isinstance(whole.get("texts"), dict):
        whole["texts"] = {
            language: {"caveat": "", **text} if isinstance(text, dict) else text
            for language, text in whole["texts"].items()
        }
    return whole


def claim_columns(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a claim without faults, but for its publication."""
    return {
        **{name: whole[name] for name in ("texts", "figure", "year", "source", "url")},
        "review_by": date.fromisoformat(whole["review_by"]),
    }
