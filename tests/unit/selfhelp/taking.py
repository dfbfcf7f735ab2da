"""What tests of a programme taken stand on: a client who was given the small programme, and the guide."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from stegvis.care.models import Episode
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Actor
from stegvis.selfhelp.actions.assign_programme import assign_programme
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens
from tests.clinic import Clinic, acting, actor, again, client_actor, inside, make_clinic, refer_someone
from tests.programmes import small_programme


@dataclass
class Taking:
    """A client of team solvik with a programme of which the first module is open."""

    clinic: Clinic
    episode: Episode
    assignment: Assignment
    client: Actor
    guide: Actor

    def again(self) -> Actor:
        """The client on the next page, with a command id of its own."""
        return again(self.client)

    def module(self, name: str = "m1") -> AssignedModule:
        with inside(self.episode.organisation):
            return AssignedModule.objects.get(assignment=self.assignment, module=name)

    def change(self, name: str, **fields: Any) -> None:
        """As a therapist's action would leave the module."""
        with inside(self.episode.organisation):
            AssignedModule.objects.filter(assignment=self.assignment, module=name).update(**fields)


def make_taking(
    document: dict[str, Any] | None = None,
    *,
    clinic: Clinic | None = None,
    name: str = "Kari Prøve",
    mobile: str = "40000001",
    opens: Opens | None = None,
) -> Taking:
    clinic = clinic or make_clinic()
    lead, guide = actor(clinic.lead, clinic.solvik), actor(clinic.therapist, clinic.solvik)
    episode = refer_someone(clinic.solvik, name, mobile=mobile, responsible=clinic.therapist)
    with acting(lead):
        version = publish_version(
            by=lead, document=document or small_programme(), origin=ProgrammeVersion.Origin.AUTHORED
        )
        approve_version(by=again(lead), version=version)
    with acting(guide):
        given = assign_programme(by=again(guide), episode=episode, version=version, opens=opens)
    return Taking(clinic, episode, given, client_actor(episode.person), guide)


def command() -> str:
    return str(uuid.uuid4())
