"""What a demo team's rows are collected in, and the few things every row needs."""

from __future__ import annotations

import random
import uuid
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import models

from stegvis.care.models import Offer
from stegvis.config.demo.people import Place
from stegvis.definitions import clock
from stegvis.people.models import Actor, Person, Role, Team, User

M = TypeVar("M", bound=models.Model)


class Kept:
    """Rows of one team by table, written in bulk at the end."""

    def __init__(
        self,
        *,
        rng: random.Random,
        by: Actor,
        team: Team,
        staff: dict[Role, list[User]],
        offers: list[Offer],
        country: str,
        place: Place,
    ) -> None:
        self.rng, self.by, self.team, self.offers, self.country, self.place = rng, by, team, offers, country, place
        self.zone = ZoneInfo(team.zone)
        self.lead = staff[Role.LEAD][0]
        self.therapists = [*staff[Role.THERAPIST], self.lead]
        self.coordinator = staff[Role.COORDINATOR][0]
        self.rows: dict[type[models.Model], list[models.Model]] = {}
        self.today = clock.today(team.zone)

    def keep(self, row: M) -> M:
        self.rows.setdefault(type(row), []).append(row)
        return row

    def of(self, person: Person | uuid.UUID) -> dict[str, Any]:
        """The organisation and the person, as every row with person data names them."""
        key = person.pk if isinstance(person, Person) else person
        return {"organisation_id": self.by.organisation_id, "person_id": key}

    def at(self, day: date, hour: float) -> datetime:
        """That hour of the day on the team's wall clock."""
        whole = int(hour)
        return datetime.combine(day, time(whole, int((hour - whole) * 60)), self.zone)

    def write(self, order: tuple[type[models.Model], ...]) -> None:
        """Store everything in the order the links need."""
        unknown = set(self.rows) - set(order)
        if unknown:
            raise RuntimeError(f"These demo tables have no place in the order: {unknown}.")
        for model in order:
            model._default_manager.bulk_create(self.rows.get(model, []), batch_size=1000)
