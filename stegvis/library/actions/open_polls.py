"""Opening the polls of a page when it is published: every counter stands there before the first vote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stegvis.definitions import clock
from stegvis.definitions.polls import Asked, Words, asked_in, is_same, words_in
from stegvis.library.models import Page, Poll, PollCount
from stegvis.people.models import Actor


def open_polls(*, by: Actor, page: Page, document: Mapping[str, Any]) -> None:
    """Polls and counters of the document that are not there yet, in the transaction of whoever publishes.

    What has been counted stays where the question and its answers stay, in whatever order and languages. Asked in
    other words it is a new poll from nought, and the old one is closed: nobody voted for what it says now.
    """
    words = words_in(document)
    for asked in asked_in(document, "nb"):
        _open(by, page, asked, words[asked.block])


def _open(by: Actor, page: Page, asked: Asked, words: Words) -> None:
    open_now = Poll.objects.select_for_update().filter(organisation_id=by.organisation_id, page=page, replaced_at=None)
    poll = open_now.filter(block=asked.block).first()
    if poll is not None and poll.scope == asked.scope and is_same(poll.asked, words):
        poll.asked = {**poll.asked, **words}
        poll.save(update_fields=["asked"])
        return
    if poll is not None:
        poll.replaced_at = clock.now()
        poll.closed_at = poll.closed_at or poll.replaced_at
        poll.save(update_fields=["replaced_at", "closed_at"])
    poll = Poll.objects.create(
        organisation_id=by.organisation_id, page=page, block=asked.block, scope=asked.scope, asked=words
    )
    PollCount.objects.bulk_create(
        PollCount(organisation_id=by.organisation_id, poll=poll, choice=choice) for choice, _text in asked.choices
    )
