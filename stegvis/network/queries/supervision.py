"""Supervision groups and their year: how often they met, on a screen or in a room, and who was there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from stegvis.definitions.curriculum import supervision_year as advised
from stegvis.network.actions.training_checks import leads_group, oversees, trains, working_in_organisation
from stegvis.network.models import SupervisionGroup, SupervisionMeeting, SupervisionPlace
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class GroupView:
    """`is_led`: the viewer may write down meetings and who belongs. `is_own`: the viewer is in it today."""

    id: uuid.UUID
    name: str
    leader: str
    ended_on: date | None
    members: int
    is_own: bool
    is_led: bool


@dataclass(frozen=True)
class MeetingView:
    on: date
    is_digital: bool
    theme: str
    present: int


@dataclass(frozen=True)
class Attendance:
    """Somebody's year in the group: meetings held while they belonged to it, and those they were at."""

    staff_id: uuid.UUID
    name: str
    is_in: bool
    came: int
    held: int


@dataclass(frozen=True)
class SupervisionYearView:
    year: int
    meetings: tuple[MeetingView, ...]
    people: tuple[Attendance, ...]

    @property
    def digital(self) -> int:
        return sum(one.is_digital for one in self.meetings)

    @property
    def physical(self) -> int:
        return len(self.meetings) - self.digital

    @property
    def is_short(self) -> bool:
        """Fewer than advised: on a screen and in a room are counted each for itself."""
        return self.digital < advised().digital or self.physical < advised().physical


def supervision_groups(viewer: Actor) -> list[GroupView]:
    """Those the viewer is in or leads, and all of the organisation for who plans or oversees; ended ones last."""
    return [_view(viewer, row) for row in _groups(viewer)]


def group_named(viewer: Actor, group_id: uuid.UUID) -> GroupView:
    """Raises NotFound, also for a group that is not the viewer's to see."""
    row = next(iter(_groups(viewer).filter(pk=group_id)), None)
    if row is None:
        raise NotFound
    return _view(viewer, row)


def colleagues(viewer: Actor) -> list[tuple[uuid.UUID, str]]:
    """Everybody who works in the organisation today, by name: whom a group may take in."""
    rows = working_in_organisation(viewer).order_by("user__name", "user_id")
    return list(rows.values_list("user_id", "user__name").distinct())


def supervision_people(viewer: Actor, *, group_id: uuid.UUID) -> list[tuple[uuid.UUID, str]]:
    """Everybody who has belonged to the group, by name: who may have been at a meeting that is written down late."""
    places = SupervisionPlace.objects.filter(
        organisation_id=viewer.organisation_id, group__in=_groups(viewer).filter(pk=group_id)
    )
    return list(places.order_by("staff__name", "staff_id").values_list("staff_id", "staff__name").distinct())


def supervision_year(viewer: Actor, *, group_id: uuid.UUID, year: int) -> SupervisionYearView:
    """Raises NotFound for a group that is not the viewer's to see. Two statements, beside the group's own."""
    places = SupervisionPlace.objects.filter(
        Q(until=None) | Q(until__year__gte=year),
        organisation_id=viewer.organisation_id, since__year__lte=year, group__in=_groups(viewer).filter(pk=group_id),
    )  # fmt: skip
    belonged = list(places.select_related("staff").order_by("staff__name", "since"))
    meetings = list(
        SupervisionMeeting.objects.filter(
            organisation_id=viewer.organisation_id, on__year=year, group__in=_groups(viewer).filter(pk=group_id)
        ).order_by("on")
    )
    by_staff: dict[uuid.UUID, list[SupervisionPlace]] = {}
    for place in belonged:
        by_staff.setdefault(place.staff_id, []).append(place)
    return SupervisionYearView(
        year,
        tuple(MeetingView(one.on, one.is_digital, one.theme, len(one.present)) for one in meetings),
        tuple(_attendance(own, meetings) for own in by_staff.values()),
    )


def _attendance(places: list[SupervisionPlace], meetings: list[SupervisionMeeting]) -> Attendance:
    staff = places[0].staff
    held = [
        one
        for one in meetings
        if any(each.since <= one.on and (each.until is None or one.on <= each.until) for each in places)
    ]
    came = sum(staff.pk in one.present for one in held)
    return Attendance(staff.pk, staff.name, any(each.until is None for each in places), came, len(held))


def _groups(viewer: Actor) -> QuerySet[SupervisionGroup]:
    rows = SupervisionGroup.objects.filter(organisation_id=viewer.organisation_id)
    if not (trains(viewer) or oversees(viewer)):
        own = SupervisionPlace.objects.filter(organisation_id=viewer.organisation_id, staff_id=viewer.user_id)
        rows = rows.filter(Q(leader_id=viewer.user_id) | Q(pk__in=own.values("group_id")))
    return (
        rows.select_related("leader").prefetch_related("places").order_by(F("ended_on").desc(nulls_first=True), "name")
    )


def _view(viewer: Actor, row: SupervisionGroup) -> GroupView:
    inside = [place.staff_id for place in row.places.all() if place.until is None]
    return GroupView(
        id=row.pk,
        name=row.name,
        leader=row.leader.name if row.leader else row.leader_name,
        ended_on=row.ended_on,
        members=len(inside),
        is_own=viewer.user_id in inside,
        is_led=leads_group(viewer, row),
    )
