"""What readers wrote below articles: what everybody sees of a page, and what an editor has still to read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from stegvis.library.models import Page, PageComment
from stegvis.people.models import Actor, NotFound

MOST = 200


def shown_below(viewer: Actor, page: Page) -> Sequence[PageComment]:
    """The comments that an editor has let through, oldest first. Asks nothing where the page takes none."""
    if not page.takes_comments:
        return []
    shown = PageComment.objects.filter(organisation_id=viewer.organisation_id, page=page, state=PageComment.State.SHOWN)
    return list(shown.order_by("on", "id")[:MOST])


def slugs_with_comments(viewer: Actor) -> frozenset[str]:
    """The pages that take comments."""
    pages = Page.objects.filter(organisation_id=viewer.organisation_id, takes_comments=True)
    return frozenset(pages.values_list("slug", flat=True))


def comments_of(viewer: Actor) -> Sequence[PageComment]:
    """The organisation's comments with their pages: those that wait first, then the newest."""
    found = PageComment.objects.filter(organisation_id=viewer.organisation_id).select_related("page", "read_by")
    # "waiting" sorts last of the three words, so the order is turned.
    return list(found.order_by("-state", "-on", "id")[:MOST])


def comment_of(viewer: Actor, comment: uuid.UUID) -> PageComment:
    """One comment of the organisation; raises NotFound."""
    found = PageComment.objects.filter(organisation_id=viewer.organisation_id, pk=comment).first()
    if found is None:
        raise NotFound
    return found
