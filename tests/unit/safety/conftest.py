"""A clinic with a client whose answer must be read, and a short way to give one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from stegvis.care.models import Episode
from stegvis.people.models import Actor
from stegvis.safety.actions.acknowledge import acknowledge
from stegvis.safety.actions.raise_alert import raise_alert
from stegvis.safety.actions.read_alert import read_alert
from stegvis.safety.models import Alert
from tests.clinic import Clinic, acting, actor, again, client_actor, fill_roster, make_clinic, refer_someone


@dataclass
class Watched:
    """Kari is Tone's client; the lead is on duty and the colleague steps in."""

    clinic: Clinic
    episode: Episode
    client: Actor
    asked: uuid.UUID = field(default_factory=uuid.uuid4)

    def answers(self, value: int, *, item: str = "9", of: str = "phq-9@1", asked: uuid.UUID | None = None) -> Alert:
        """The client gives a risk answer."""
        with acting(again(self.client)) as by:
            return raise_alert(
                by=by, episode=self.episode, questionnaire_id=asked or self.asked, instrument=of, item=item, value=value
            )

    def therapist(self, **flags: Any) -> Actor:
        return again(actor(self.clinic.therapist, self.clinic.solvik), **flags)

    def lead(self, **flags: Any) -> Actor:
        return again(actor(self.clinic.lead, self.clinic.solvik, on_duty=True), **flags)

    def acknowledged(self) -> Alert:
        """An answer that Tone has read and acknowledged."""
        alert = self.answers(1)
        with acting(self.therapist()) as by:
            read_alert(by=by, alert_id=alert.pk)
        with acting(self.therapist()) as by:
            return acknowledge(by=by, alert_id=alert.pk)


def make_watched(clinic: Clinic | None = None) -> Watched:
    if clinic is None:
        clinic = make_clinic()
        fill_roster(clinic.solvik, clinic.lead, clinic.colleague)
    episode = refer_someone(clinic.solvik, responsible=clinic.therapist)
    return Watched(clinic, episode, client_actor(episode.person))


@pytest.fixture
def watched(db: None) -> Watched:
    return make_watched()


@contextmanager
def refused(error: type[Exception], match: str | None = None) -> Iterator[None]:
    """What is inside is refused, and undone as the guard undoes a page."""
    with pytest.raises(error, match=match), transaction.atomic():
        yield
