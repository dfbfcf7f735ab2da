"""Who has taken which of the twelve topics: one's own, a team's, and how many who treat have taken all."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Count, IntegerField
from django.db.models.expressions import RawSQL

from stegvis.definitions import clock
from stegvis.definitions.curriculum import topics
from stegvis.network.actions.training_checks import (
    LEARNERS,
    in_reach,
    in_team,
    oversees,
    reaches,
    working_in_organisation,
)
from stegvis.network.models import Gathering, TopicDone
from stegvis.people.models import Actor, NotFound, Role

CLINICAL = [str(role) for role in Role if role.is_clinical]
# Everybody who works in the team today, or one person of any team, with the topics they have taken or say they have.
ROWS = """
    with people as (
        select m.user_id, bool_or(m.role = any(%(clinical)s)) as treats
        from people_membership m
        where m.organisation_id = %(organisation)s
          and case when %(only)s::uuid is null then m.team_id = %(team)s or m.team_id is null
                   else m.user_id = %(only)s end
          and m.role = any(%(learners)s) and m.since <= %(today)s and (m.until is null or m.until >= %(today)s)
        group by m.user_id)
    select p.user_id, u.name, p.treats, d.id, d.topic, d.on, d.how, coalesce(g.title, ''), coalesce(c.name, '')
    from people p
    join people_user u on u.id = p.user_id and u.is_active
    left join network_topicdone d on d.organisation_id = %(organisation)s and d.staff_id = p.user_id
    left join network_gathering g on g.organisation_id = d.organisation_id and g.id = d.gathering_id
    left join people_user c on c.id = d.confirmed_by_id
    order by u.name, p.user_id, d.on
"""
# How many have all, and how many there are, as one value, so that another read can carry it along.
TRAINED = """
    select array[count(*) filter (where done = %s), count(*)]
    from (select (select count(*) from network_topicdone d
                  where d.organisation_id = %s and d.staff_id = p.user_id and d.on <= %s
                    and d.confirmed_by_id is not null and d.topic = any(%s)) as done
          from (select distinct m.user_id from people_membership m
                join people_user u on u.id = m.user_id and u.is_active
                where m.organisation_id = %s and m.role = any(%s)
                  and (%s::uuid is null or m.team_id = %s::uuid or m.team_id is null)
                  and m.since <= %s and (m.until is null or m.until >= %s)) p) counted
"""


@dataclass(frozen=True)
class Taken:
    """A topic that somebody has taken; `confirmed_by` is empty while it is only said."""

    id: uuid.UUID
    topic: str
    on: date
    how: str
    gathering: str
    confirmed_by: str

    @property
    def is_done(self) -> bool:
        return bool(self.confirmed_by)


@dataclass(frozen=True)
class Learner:
    """Somebody of the team, with what they have taken by topic."""

    id: uuid.UUID
    name: str
    treats: bool
    taken: dict[str, Taken]

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.taken.values())

    @property
    def has_all(self) -> bool:
        return self.done == len(topics())


@dataclass(frozen=True)
class Share:
    """Of those who treat in the team: how many, and how many of them have each topic, and all of them."""

    therapists: int
    all_topics: int
    by_topic: dict[str, int]


@dataclass(frozen=True)
class Progress:
    """One's own way through the topics, and the team's share, which names nobody.

    `waiting`: what others of the team say they have taken and the viewer may confirm.
    """

    own: Learner
    next: tuple[str, ...]
    waiting: int
    share: Share


@dataclass(frozen=True)
class Waiting:
    """Somebody of another team with so many topics that the viewer may confirm."""

    id: uuid.UUID
    name: str
    topics: int


@dataclass(frozen=True)
class GapMap:
    """`waiting`: topics of the team's others that the viewer may confirm; `elsewhere`: the same in other teams."""

    people: tuple[Learner, ...]
    share: Share
    waiting: int
    elsewhere: tuple[Waiting, ...]


@dataclass(frozen=True)
class Trained:
    """Of so many therapists and leads on a day, so many have all twelve topics."""

    trained: int
    therapists: int
    on: date


@dataclass(frozen=True)
class GatheringView:
    id: uuid.UUID
    title: str
    on: date
    place: str
    is_digital: bool
    topics: tuple[str, ...]
    led_by: str
    is_past: bool


def my_progress(viewer: Actor) -> Progress:
    """The viewer's own. Raises NotFound for somebody who does not work in the team."""
    people = _people(viewer)
    own = next((one for one in people if one.id == viewer.user_id), None)
    if own is None:
        raise NotFound
    left = tuple(key for key in topics() if key not in own.taken)
    waiting = _waiting(viewer, people) if oversees(viewer) else 0
    return Progress(own, left, waiting, _share(people))


def gap_map(viewer: Actor) -> GapMap:
    """Those who treat in the viewer's team, and others who have taken something. Raises NotFound for colleagues."""
    if not oversees(viewer):
        raise NotFound
    people = _people(viewer)
    shown = tuple(one for one in people if one.treats or one.taken)
    return GapMap(shown, _share(people), _waiting(viewer, people), tuple(_elsewhere(viewer)))


def learners(viewer: Actor) -> tuple[Learner, ...]:
    """Everybody of the team, for those who write down who was at a gathering."""
    return tuple(_people(viewer))


def learner_named(viewer: Actor, staff_id: uuid.UUID) -> Learner:
    """One whose training the viewer looks after. Raises NotFound, also for colleagues who may not see it."""
    found = _people(viewer, only=staff_id) if oversees(viewer) and reaches(viewer, staff_id) else []
    if not found:
        raise NotFound
    return found[0]


def trained(viewer: Actor, *, team_id: uuid.UUID | None = None, on: date | None = None) -> Trained:
    """Of those who treated in the team, or in the organisation, on that day (today): how many had all twelve by then.

    Only what is confirmed counts. Raises NotFound for who sees no results.
    """
    day = on or clock.today(viewer.zone)
    with connection.cursor() as cursor:
        cursor.execute(TRAINED, _trained_given(viewer, team_id, day))
        (done, therapists), *_rest = cursor.fetchone()
    return Trained(done, therapists, day)


def trained_beside(viewer: Actor) -> RawSQL:
    """The same of the whole organisation today, as a column [trained, therapists] of another read."""
    given = _trained_given(viewer, None, clock.today(viewer.zone))
    return RawSQL(TRAINED, given, output_field=ArrayField(IntegerField()))  # noqa: S611  (our own text)


def _trained_given(viewer: Actor, team_id: uuid.UUID | None, day: date) -> list[Any]:
    if not (viewer.is_clinical or viewer.has(Role.MANAGER, Role.SUPPORTER, Role.SYSTEM)):
        raise NotFound
    house = viewer.organisation_id
    return [len(topics()), house, day, list(topics()), house, CLINICAL, team_id, team_id, day, day]


def gatherings(viewer: Actor, *, since: date | None = None) -> list[GatheringView]:
    """Of the organisation, by day: those since a day, or of the last year, and all that are to come."""
    if not viewer.has(*LEARNERS, Role.SYSTEM):
        raise NotFound
    first = since or clock.today(viewer.zone) - timedelta(days=365)
    rows = Gathering.objects.filter(organisation_id=viewer.organisation_id, on__gte=first).order_by("on", "title")
    return [_gathering(viewer, row) for row in rows]


def gathering_named(viewer: Actor, gathering_id: uuid.UUID) -> GatheringView:
    row = Gathering.objects.filter(organisation_id=viewer.organisation_id, pk=gathering_id).first()
    if row is None or not viewer.has(*LEARNERS, Role.SYSTEM):
        raise NotFound
    return _gathering(viewer, row)


def _gathering(viewer: Actor, row: Gathering) -> GatheringView:
    is_past = row.on <= clock.today(viewer.zone)
    return GatheringView(row.pk, row.title, row.on, row.place, row.is_digital, tuple(row.topics), row.led_by, is_past)


def _waiting(viewer: Actor, people: list[Learner]) -> int:
    others = [one for one in people if one.id != viewer.user_id]
    return sum(not one.is_done for person in others for one in person.taken.values())


def _elsewhere(viewer: Actor) -> list[Waiting]:
    """In other teams, by name: a lead who is alone there has nobody of their own team to ask."""
    said = TopicDone.objects.filter(
        organisation_id=viewer.organisation_id, confirmed_by=None, topic__in=list(topics()),
        staff_id__in=in_reach(viewer).values("user_id"),
    )  # fmt: skip
    rows = said.exclude(staff_id__in=working_in_organisation(viewer).filter(in_team(viewer)).values("user_id"))
    counted = rows.values("staff_id", "staff__name").annotate(n=Count("pk")).order_by("staff__name", "staff_id")
    return [Waiting(one["staff_id"], one["staff__name"], one["n"]) for one in counted]


def _people(viewer: Actor, only: uuid.UUID | None = None) -> list[Learner]:
    """By name: those of the team, or one person of any team."""
    given: dict[str, Any] = {
        "organisation": viewer.organisation_id, "team": viewer.at_team, "today": clock.today(viewer.zone), "only": only,
        "clinical": CLINICAL, "learners": [str(role) for role in LEARNERS],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ROWS, given)
        rows = cursor.fetchall()
    found: dict[uuid.UUID, Learner] = {}
    for user_id, name, treats, *of in rows:
        person = found.setdefault(user_id, Learner(user_id, name, treats, {}))
        if of[0] is not None and of[1] in topics():
            person.taken[of[1]] = Taken(*of)
    return list(found.values())


def _share(people: list[Learner]) -> Share:
    treating = [one for one in people if one.treats]
    by_topic = {key: sum(key in one.taken and one.taken[key].is_done for one in treating) for key in topics()}
    return Share(len(treating), sum(one.has_all for one in treating), by_topic)
