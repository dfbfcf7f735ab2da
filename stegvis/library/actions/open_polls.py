"""Opening the polls of a page when it is published: every counter stands there before the first vote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stegvis.definitions.polls import asked_in
from stegvis.library.models import Page, Poll, PollCount
from stegvis.people.models import Actor


def open_polls(*, by: Actor, page: Page, document: Mapping[str, Any]) -> None:
    """Polls and counters of the document that are not there yet, in the transaction of whoever publishes.

    What has been counted stays, also of an answer that a later version no longer has. A poll keeps the scope it
    began with; another question is another block.
    """
    for asked in asked_in(document, "nb"):
        poll, _made = Poll.objects.get_or_create(
            organisation_id=by.organisation_id, page=page, block=asked.block, defaults={"scope": asked.scope}
        )
        PollCount.objects.bulk_create(
            (
                PollCount(organisation_id=by.organisation_id, poll=poll, choice=choice)
                for choice, _text in asked.choices
            ),
            ignore_conflicts=True,
        )
