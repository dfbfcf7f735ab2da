"""Telling the other side that something has happened in a request for support; the words are read after log-in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from stegvis.network.queries.support import to_tell
from stegvis.notices.actions.notify import notify
from stegvis.notices.models import Notice
from stegvis.people.actions.once import claim, finish
from stegvis.people.models import Actor


@transaction.atomic
def tell_support(*, by: Actor, request_id: uuid.UUID) -> Sequence[Notice]:
    """One e-mail to each of them, in their own language; a form sent twice tells once. Raises NotFound.

    In the transaction of the action that changed the request: what was asked, taken, answered or closed.
    """
    if by.command is not None and claim(by, "tell_support") is not None:
        return ()
    told = [notify(by=by, text="support_news", user=user) for user in sorted(to_tell(by, request_id))]
    if by.command is not None:
        finish(by, "tell_support", request_id)
    return told
