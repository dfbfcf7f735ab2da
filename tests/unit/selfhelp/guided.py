"""Kari takes a small programme of three modules, guided by Tone; for the tests of what the guide does."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stegvis.definitions import clock
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.publish_version import publish_version
from stegvis.library.models import ProgrammeVersion
from stegvis.people.models import Actor
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.actions.assign_programme import assign_programme
from stegvis.selfhelp.models import AssignedModule, Assignment, Opens, Sheet
from stegvis.selfhelp.queries.given import assignment_of, modules_of
from tests.clinic import Clinic, acting, actor, again, client_actor, inside
from tests.programmes import small_programme
from tests.unit.care.work import Work, make_work

MODULES = 3


@dataclass
class Guided:
    work: Work
    version: ProgrammeVersion
    assignment_id: uuid.UUID

    @property
    def clinic(self) -> Clinic:
        return self.work.clinic

    def by(self, name: str = "therapist", **flags: Any) -> Actor:
        return self.work.by(name, **flags)

    def client(self) -> Actor:
        return again(client_actor(self.work.episode.person))

    def assignment(self) -> Assignment:
        """As it stands now. Call it inside the organisation."""
        return assignment_of(self.by(), self.work.episode, self.assignment_id)

    def module(self, name: str = "m1") -> AssignedModule:
        return next(each for each in modules_of(self.assignment()) if each.module == name)

    def put(self, name: str = "m1", **values: Any) -> None:
        with inside(self.clinic.solvik_organisation):
            AssignedModule.objects.filter(assignment=self.assignment_id, module=name).update(**values)

    def write(self, name: str = "m1", text: str = "Gikk bra.", at: datetime | None = None) -> None:
        """Kari's answer to the homework, as it lies sealed."""
        row = uuid.uuid4()
        with inside(self.clinic.solvik_organisation) as by:
            module = self.module(name)
            sealed = sealer_of(module.person.key).seal(
                json.dumps([{f"{name}-how": text}]), table="selfhelp_sheet", column="answers_sealed", row=row
            )
            Sheet.objects.create(
                id=row, organisation_id=by.organisation_id, person_id=module.person_id, module=module,
                block=f"{name}-homework", answers_sealed=sealed, saved_at=at or clock.now(),
            )  # fmt: skip

    def hand_in(self, name: str = "m1", at: datetime | None = None) -> None:
        """Written and handed in at that instant; the clock of the reply runs."""
        instant = at or clock.now()
        self.write(name, at=instant)
        self.put(name, begun_at=instant, seen_at=instant, handed_in_at=instant, reply_due_on=instant.date())

    @contextmanager
    def working(self, name: str = "therapist", **flags: Any) -> Iterator[Actor]:
        with acting(self.by(name, **flags)) as by:
            yield by


def make_guided(work: Work | None = None, *, modules: int = MODULES, opens: Opens | None = None) -> Guided:
    """Given now, by Tone; the first module lies open."""
    work = work or make_work()
    with acting(again(actor(work.clinic.lead, work.clinic.solvik))) as lead:
        version = publish_version(
            by=lead, document=small_programme(modules=modules), origin=ProgrammeVersion.Origin.AUTHORED
        )
        approve_version(by=lead, version=version)
    with acting(work.by()) as by:
        given = assign_programme(by=by, episode=work.seen(by), version=version, opens=opens)
    return Guided(work, version, given.pk)
