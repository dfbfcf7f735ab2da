"""Letting a client know that there is something new, in words that tell nothing of what; at most once a day."""

from __future__ import annotations

from datetime import timedelta

from stegvis.definitions import clock
from stegvis.notices.actions.notify import notify
from stegvis.notices.models import Notice
from stegvis.people.models import Actor
from stegvis.selfhelp.models import AssignedModule

# Several things may be new in a day; the words are the same, so one is enough.
APART = timedelta(days=1)


def tell_news(*, by: Actor, module: AssignedModule) -> Notice | None:
    """The notice, or None where one went out within a day. Part of another action."""
    earlier = Notice.objects.filter(
        organisation_id=by.organisation_id,
        person_id=module.person_id,
        text="something_new",
        made_at__gt=clock.now() - APART,
    )
    return None if earlier.exists() else notify(by=by, text="something_new", person=module.person)
