"""The plan of a course of care: goals, the help, who answers for it and what comes next.

Split in two so that a page which shows more than the plan still reads it all in one statement.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stegvis.care.models import Appointment, Episode, Goal
from stegvis.care.queries.access import visible_episodes
from stegvis.definitions import clock
from stegvis.definitions.levels import level_of_care
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Form, Level, label
from stegvis.people.models import Actor, Ground, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.people.sealing import Sealer, sealer_of

# An appointment that began this short a while ago is still the next one: the client may be on the way in.
JUST_BEGUN = timedelta(minutes=30)


@dataclass(frozen=True)
class GoalView:
    """A goal in the client's own words."""

    id: uuid.UUID
    text: str
    is_reached: bool


@dataclass(frozen=True)
class AppointmentView:
    """An agreed time. `form` in words: visit, phone, video."""

    id: uuid.UUID
    starts_at: datetime
    minutes: int
    form: str
    place: str
    staff: str


@dataclass(frozen=True)
class Plan:
    """One course of care in plain words. `level` and what follows are empty until people have decided."""

    episode_id: uuid.UUID
    name: str
    state: State
    received_on: date
    target_on: date
    level: str
    level_words: str
    level_length: str
    responsible: str
    profession: str
    goals: tuple[GoalView, ...]
    coming: tuple[AppointmentView, ...]
    team_id: uuid.UUID
    team: str
    team_phone: str
    team_phone_hours: str
    zone: str

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    @property
    def next(self) -> AppointmentView | None:
        return self.coming[0] if self.coming else None


def with_plan(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Visible episodes with all that `plan_of` needs, in the same statement."""
    coming = Appointment.objects.filter(
        episode=OuterRef("pk"),
        status=Appointment.Status.PLANNED,
        starts_at__gte=clock.now() - JUST_BEGUN,
    ).order_by("starts_at")
    goals = Goal.objects.filter(episode=OuterRef("pk"), removed_at=None).order_by("position", "set_at")
    return episodes.select_related("person__key", "person__identity", "team", "responsible").annotate(
        coming=ArraySubquery(
            coming.values(
                found=JSONObject(
                    id="id", starts_at="starts_at", minutes="minutes", form="form", place="place", staff="staff__name"
                )
            )[:3]
        ),
        own_goals=ArraySubquery(goals.values(found=JSONObject(id="id", sealed="text_sealed", reached="reached_at"))),
    )


def current(episodes: QuerySet[Episode]) -> Episode | None:
    """The course that runs, else the last one: what a client's own pages are about."""
    rows = sorted(episodes, key=lambda one: (one.state != State.DISCHARGED, one.received_on, str(one.pk)))
    return rows[-1] if rows else None


def own_episode(viewer: Actor) -> Episode:
    """The client's own course, with all that `plan_of` needs; one statement. Raises NotFound without any."""
    found = current(with_plan(visible_episodes(viewer).filter(person_id=viewer.own_person)))
    if found is None:
        raise NotFound
    viewer.show(found.person_id, Ground.OWN)
    return found


def plan_of(viewer: Actor, episode: Episode) -> Plan:
    """From an episode of `with_plan`: no statement of its own. The caller says on the viewer who was shown."""
    language = viewer.language
    level = level_of_care(Level(episode.level)) if episode.level else None
    return Plan(
        episode_id=episode.pk,
        name=identity_of(episode.person).name,
        state=State(episode.state),
        received_on=episode.received_on,
        target_on=episode.received_on + timedelta(days=episode.team.target_wait_days),
        level=label(level.code, language) if level else "",
        level_words=level.description[language] if level else "",
        level_length=level.length[language] if level else "",
        responsible=episode.responsible.name if episode.responsible else "",
        profession=episode.responsible.profession if episode.responsible else "",
        goals=_goals(episode),
        coming=tuple(_appointment(found, language) for found in episode.coming),  # type: ignore[attr-defined]
        team_id=episode.team_id,
        team=episode.team.name,
        team_phone=episode.team.phone,
        team_phone_hours=episode.team.phone_hours,
        zone=episode.team.zone,
    )


def _goals(episode: Episode) -> tuple[GoalView, ...]:
    found: list[dict[str, Any]] = episode.own_goals  # type: ignore[attr-defined]
    if not found:
        return ()
    sealer = sealer_of(episode.person.key)
    return tuple(_goal(sealer, one) for one in found)


def _goal(sealer: Sealer, found: dict[str, Any]) -> GoalView:
    row = uuid.UUID(found["id"])
    # PostgreSQL writes bytes into JSON as "\x" and hexadecimal digits.
    sealed = bytes.fromhex(found["sealed"].removeprefix("\\x"))
    text = sealer.unseal(sealed, table="care_goal", column="text_sealed", row=row)
    return GoalView(row, text, found["reached"] is not None)


def _appointment(found: dict[str, Any], language: str) -> AppointmentView:
    return AppointmentView(
        id=uuid.UUID(found["id"]),
        starts_at=datetime.fromisoformat(found["starts_at"]),
        minutes=found["minutes"],
        form=label(Form(found["form"]), language),
        place=found["place"],
        staff=found["staff"],
    )
