"""What came to the shelf last, for the library's front page."""

from __future__ import annotations

from collections.abc import Sequence

from stegvis.library.models import Publication
from stegvis.library.queries.publications import ShownPublication, shown_publication
from stegvis.people.models import Actor


def newest_publications(viewer: Actor, most: int) -> Sequence[ShownPublication]:
    """The newest by their own year, then by when they came here. One statement."""
    found = Publication.objects.filter(organisation_id=viewer.organisation_id, withdrawn_at=None, year__isnull=False)
    return [shown_publication(one, viewer.language) for one in found.order_by("-year", "-added_at", "slug")[:most]]
