"""A clinic whose roster is whole, and a client in treatment who is asked PHQ-9 and GAD-7."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.people.models import Actor
from stegvis.questionnaires.actions.ask import ask
from stegvis.questionnaires.models import Questionnaire
from tests.clinic import Clinic, acting, actor, again, client_actor, fill_roster, make_clinic, refer_someone

PHQ_9, GAD_7 = "phq-9@1", "gad-7@1"


@dataclass
class Asked:
    """One client with two open questionnaires; `client` is the actor of the own pages."""

    clinic: Clinic
    episode: Episode
    client: Actor
    staff: Actor
    phq: uuid.UUID
    gad: uuid.UUID

    def row(self, id: uuid.UUID) -> Questionnaire:
        return Questionnaire.objects.get(pk=id)

    def again(self) -> Actor:
        """The client on the next page, with a command id of its own."""
        return again(self.client)


def make_asked(name: str = "Kari Prøve", mobile: str = "40000001", clinic: Clinic | None = None) -> Asked:
    if clinic is None:
        clinic = make_clinic()
        fill_roster(clinic.solvik, clinic.lead, clinic.colleague, days=60)
    episode = refer_someone(clinic.solvik, name, mobile=mobile, responsible=clinic.therapist)
    staff = actor(clinic.therapist, clinic.solvik)
    with acting(staff):
        phq, gad = ask(
            by=staff, episode=episode, instruments=["phq-9", "gad-7"], due_on=clock.today(clinic.solvik.zone)
        )
    return Asked(clinic, episode, client_actor(episode.person), staff, phq.id, gad.id)


@contextmanager
def refused(error: type[Exception]) -> Iterator[None]:
    """What is inside is refused, and undone as the guard undoes a page."""
    with pytest.raises(error), transaction.atomic():
        yield


@pytest.fixture
def asked(db: Any) -> Iterator[Asked]:
    """Inside the client's organisation for the whole test."""
    made = make_asked()
    with acting(made.client):
        yield made
