"""Moderation: a post or a file is hidden with a reason; it stays, and its author and the moderators still see it."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_can_coordinate
from stegvis.network.models import Post, SharedFile
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound


@once(Post)
def hide_post(*, by: Actor, post_id: uuid.UUID, why: str) -> Post:
    """Hide it for the others, and say why. Raises NotFound and Denied."""
    found = Post.objects.select_related("network").filter(organisation_id=by.organisation_id, pk=post_id).first()
    if found is None:
        raise NotFound
    check_can_coordinate(by, found.network)
    if not why.strip():
        raise Denied(_("Write why the post is hidden. Its author reads it."))
    if found.hidden_at is not None:
        raise Denied(_("The post is hidden already."))
    found.hidden_at, found.hidden_by_id, found.hidden_why = clock.now(), by.user_id, why.strip()[:300]
    found.save(update_fields=["hidden_at", "hidden_by", "hidden_why"])
    return found


@once(SharedFile)
def hide_file(*, by: Actor, file_id: uuid.UUID) -> SharedFile:
    """One version of a file is no longer shared. Raises NotFound and Denied."""
    files = SharedFile.objects.select_related("network").defer("content")
    found = files.filter(organisation_id=by.organisation_id, pk=file_id, hidden_at=None).first()
    if found is None:
        raise NotFound
    check_can_coordinate(by, found.network)
    found.hidden_at = clock.now()
    found.save(update_fields=["hidden_at"])
    return found
