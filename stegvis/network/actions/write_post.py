"""Writing to a network: a post, an answer to one, a comment on a file. No client is ever named."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.network.actions.checks import check_can_take_part, check_names_nobody
from stegvis.network.models import Network, Post, SharedFile
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound

LONGEST = 5000


@once(Post)
def write_post(*, by: Actor, network_id: uuid.UUID, title: str, text: str) -> Post:
    """A new post. Raises NotFound, and Denied with a sentence; then nothing is stored."""
    network = Network.objects.filter(organisation_id=by.organisation_id, pk=network_id).first()
    if network is None:
        raise NotFound
    return _written(by, network, text, title=title.strip())


@once(Post)
def answer(*, by: Actor, post_id: uuid.UUID, text: str) -> Post:
    """An answer stands under the first post of its talk. Raises NotFound and Denied."""
    found = (
        Post.objects.select_related("network")
        .filter(organisation_id=by.organisation_id, pk=post_id, hidden_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    return _written(by, found.network, text, answers_id=found.answers_id or found.pk, file_id=found.file_id)


@once(Post)
def comment(*, by: Actor, file_id: uuid.UUID, text: str) -> Post:
    """A comment on one version of a shared file. Raises NotFound and Denied."""
    found = (
        SharedFile.objects.select_related("network")
        .defer("content")
        .filter(organisation_id=by.organisation_id, pk=file_id, hidden_at=None)
        .first()
    )
    if found is None:
        raise NotFound
    return _written(by, found.network, text, file_id=found.pk)


def _written(by: Actor, network: Network, text: str, **place: object) -> Post:
    check_can_take_part(by)
    text = text.strip()
    check_names_nobody(text, str(place.get("title", "")))
    if not text:
        raise Denied(_("Write something first."))
    if len(text) > LONGEST:
        raise Denied(_("The text is longer than 5000 characters. Make it shorter, or share it as a file."))
    return Post.objects.create(
        organisation_id=by.organisation_id, network=network, text=text, by_id=by.as_user, at=clock.now(), **place
    )
