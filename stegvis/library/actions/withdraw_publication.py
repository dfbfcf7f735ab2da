"""Taking a publication off the shelf, and back: its page and its place in the search go, the record stays."""

from __future__ import annotations

from stegvis.definitions import clock
from stegvis.library.actions.index_entry import index_publication, unindex
from stegvis.library.actions.keep_publication import check_can_keep_publications
from stegvis.library.models import Publication
from stegvis.people.actions.once import once
from stegvis.people.models import Actor


@once(Publication)
def withdraw_publication(*, by: Actor, publication: Publication, is_withdrawn: bool = True) -> Publication:
    """Withdraw it, or put it back. Raises Denied."""
    check_can_keep_publications(by)
    publication.withdrawn_at = (publication.withdrawn_at or clock.now()) if is_withdrawn else None
    publication.save(update_fields=["withdrawn_at"])
    if is_withdrawn:
        unindex(publication.organisation_id, publication.pk)
    else:
        index_publication(publication)
    return publication
