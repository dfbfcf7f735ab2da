"""Remembering where a client reads, and roughly for how long. One statement, without a history."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db.models import Case, DurationField, ExpressionWrapper, F, IntegerField, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Extract

from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.selfhelp.models import AssignedModule

# A longer time between two pages is a pause: as long as a session lasts without being used.
PAUSE = timedelta(minutes=30)


def see_module(*, by: Actor, module: uuid.UUID, place: str) -> None:
    """The client reads this step now; `module` is one that a query has found the client may read."""
    now = clock.now()
    passed = Cast(Extract(ExpressionWrapper(Value(now) - F("seen_at"), DurationField()), "epoch"), IntegerField())
    reading = Q(seen_at__gt=now - PAUSE, seen_at__lte=now)
    AssignedModule.objects.filter(organisation_id=by.organisation_id, person_id=by.own_person, pk=module).update(
        place=place,
        seen_at=now,
        begun_at=Coalesce("begun_at", Value(now)),
        seconds=F("seconds") + Case(When(reading, then=passed), default=0),
    )
