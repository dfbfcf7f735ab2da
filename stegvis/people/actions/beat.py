"""A sign of life of a job process."""

from __future__ import annotations

from stegvis.definitions import clock
from stegvis.people.models import Heartbeat


def beat(name: str) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now()})
