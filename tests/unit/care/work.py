"""A clinic at work, for the tests of contacts, notes and discharge: Kari is Tone's client and waits for treatment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from stegvis.care.models import Appointment, Episode
from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Form, Level, Purpose
from stegvis.people.models import Actor
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, refer_someone


@dataclass
class Work:
    clinic: Clinic
    episode: Episode

    def by(self, name: str = "therapist", **flags: Any) -> Actor:
        """A member of the team on a new page, with a command id of its own."""
        return again(actor(getattr(self.clinic, name), self.clinic.solvik), **flags)

    def seen(self, by: Actor) -> Episode:
        return episode_of(by, self.episode.pk)

    def now(self) -> Episode:
        with inside(self.clinic.solvik_organisation):
            return Episode.objects.select_related("person__key", "person__identity", "team").get(pk=self.episode.pk)

    def put(self, **values: Any) -> None:
        with inside(self.clinic.solvik_organisation):
            Episode.objects.filter(pk=self.episode.pk).update(**values)

    def agreed(self, starts_at: datetime | None = None, *, staff: str = "therapist") -> Appointment:
        """A time that was agreed, by default this morning."""
        at = starts_at or clock.at_wall(clock.today("Europe/Oslo"), time(0, 5), "Europe/Oslo")
        with inside(self.clinic.solvik_organisation) as system:
            return Appointment.objects.create(
                organisation_id=system.organisation_id,
                team=self.clinic.solvik,
                person=self.episode.person,
                episode=self.episode,
                starts_at=at,
                minutes=45,
                form=Form.VIDEO,
                purpose=Purpose.TREATMENT,
                staff=getattr(self.clinic, staff),
            )


def make_work() -> Work:
    clinic = make_clinic()
    episode = refer_someone(clinic.solvik, days_ago=40, responsible=clinic.therapist)
    work = Work(clinic, episode)
    work.put(state=State.WAITING_FOR_TREATMENT, level=Level.INDIVIDUAL)
    return Work(clinic, work.now())


@contextmanager
def refused(error: type[Exception], match: str | None = None) -> Iterator[None]:
    """What is inside is refused, and undone as the guard undoes a page."""
    with pytest.raises(error, match=match), transaction.atomic():
        yield


def days_ago(days: int) -> Any:
    return clock.today("Europe/Oslo") - timedelta(days=days)


__all__ = ["Work", "acting", "days_ago", "make_work", "refused"]
