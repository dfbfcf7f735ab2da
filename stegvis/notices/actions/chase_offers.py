"""Telling those who look after an offer nearby that nobody has checked it for long: once, until it is checked."""

from __future__ import annotations

import uuid

from django.db.models import Q

from stegvis.definitions import clock
from stegvis.network.actions.check_offer import mark_asked
from stegvis.network.actions.keep_offer import KEEPERS
from stegvis.network.queries.local_offers import unasked
from stegvis.notices.actions.notify import notify
from stegvis.people.models import Actor, Membership


def chase_offers(*, by: Actor) -> int:
    """One notice to each owner of offers that are newly due; how many were sent.

    An offer that nobody owns, or somebody who has left, is told to all who may look after it.
    """
    due = unasked(by)
    here = _keepers(by) if due else set()
    told: set[uuid.UUID] = set()
    for _offer, owner in due:
        told |= {owner} if owner in here else here
    for user in sorted(told):
        notify(by=by, text="content_due", user=user)
    mark_asked(by=by, offers=[offer for offer, _owner in due])
    return len(told)


def _keepers(by: Actor) -> set[uuid.UUID]:
    """Who looks after offers in the organisation today."""
    today = clock.today(by.zone)
    rows = Membership.objects.filter(
        Q(until=None) | Q(until__gte=today),
        organisation_id=by.organisation_id,
        since__lte=today,
        user__is_active=True,
        role__in=KEEPERS,
    )
    return set(rows.values_list("user_id", flat=True))
