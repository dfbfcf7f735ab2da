"""Naming an archive whose records are fetched, and taking it out again."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.library.actions.fetch_outside import NotFetched, check_address
from stegvis.library.actions.keep_publication import check_can_keep_publications
from stegvis.library.models import Harvest
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(Harvest)
def add_harvest(*, by: Actor, name: str, url: str, part: str = "") -> Harvest:
    """The archive, not asked yet. Raises Denied for an address that could not be asked, or that is there already."""
    check_can_keep_publications(by)
    try:
        check_address(url)
    except NotFetched as wrong:
        raise Denied(wrong.sentence) from wrong
    if Harvest.objects.filter(organisation_id=by.organisation_id, url=url, part=part).exists():
        raise Denied(_("This archive is fetched from already."))
    return Harvest.objects.create(
        organisation_id=by.organisation_id, name=name, url=url, part=part, added_by_id=by.user_id
    )


def remove_harvest(*, by: Actor, harvest_id: uuid.UUID) -> None:
    """Fetch from there no more. What was fetched stays. Raises Denied and NotFound."""
    check_can_keep_publications(by)
    gone, _tables = Harvest.objects.filter(organisation_id=by.organisation_id, pk=harvest_id).delete()
    if not gone:
        raise NotFound
