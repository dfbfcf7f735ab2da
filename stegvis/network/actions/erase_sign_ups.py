"""Forgetting who signed up, a year after the event. How many came, and as what, stays."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from stegvis.definitions import clock
from stegvis.network.actions.give_back_seat import forget_guest
from stegvis.network.models import SignUp
from stegvis.people.models import Actor

KEPT = timedelta(days=365)


@transaction.atomic
def erase_sign_ups(*, by: Actor) -> int:
    """Names, addresses and needs of the organisation's events that ended a year ago; how many. A daily job's."""
    old = SignUp.objects.filter(organisation_id=by.organisation_id, event__ends_at__lte=clock.now() - KEPT)
    rows = list(old.exclude(sealed=b""))
    for row in rows:
        forget_guest(row)
        row.door_hash = b""
    SignUp.objects.bulk_update(rows, ["sealed", "email_hash", "door_hash"], batch_size=500)
    return len(rows)
