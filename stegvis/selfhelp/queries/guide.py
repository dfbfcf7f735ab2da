"""What waits for the guide: answers to give, others' that are late, and clients who may be falling off."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of, worked_episodes
from stegvis.definitions import clock
from stegvis.definitions.guidance import Why
from stegvis.definitions.pathway import State
from stegvis.library.queries.programmes import programme_in
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Membership, NotFound, Person
from stegvis.people.queries.identity import identity_of
from stegvis.selfhelp.models import AssignedModule, Assignment, Outreach

MOST = 200  # more than anybody answers in a day; the oldest come first


@dataclass(frozen=True)
class ToAnswer:
    """One module that waits for an answer. In time up to and with `due_on`; `days_left` is below 0 when it is late.

    `handed_in_at` is empty where the client has only written a remark.
    """

    module: uuid.UUID
    episode: uuid.UUID
    name: str
    programme: str
    title: str
    handed_in_at: datetime | None
    due_on: date
    days_left: int
    is_own: bool
    responsible: str

    @property
    def is_late(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True)
class ToReach:
    """One client who may be falling off. `title`: the module nobody has looked at."""

    id: uuid.UUID
    assignment: uuid.UUID
    episode: uuid.UUID
    name: str
    programme: str
    why: Why
    title: str
    noticed_at: datetime
    seen_at: datetime | None
    reminded_at: datetime | None
    responsible: str
    is_own: bool


@dataclass(frozen=True)
class Guiding:
    """`own`: answers the viewer gives. `cover`: others' that are late, or whose therapist is not there. `reach`."""

    own: Sequence[ToAnswer]
    cover: Sequence[ToAnswer]
    reach: Sequence[ToReach]


def guiding(viewer: Actor) -> Guiding:
    """Everything that waits, the most urgent first. Raises NotFound for those who do not treat people.

    Who may cover sees the client already: the lead, and who is on duty today. Two statements.
    """
    waiting = [_to_answer(viewer, row) for row in _waiting(viewer).select_related(*_WITH)[:MOST]]
    return Guiding(
        own=tuple(one for one in waiting if one.is_own),
        cover=tuple(one for one in waiting if not one.is_own),
        reach=tuple(_to_reach(viewer, row) for row in _falling(viewer)[:MOST]),
    )


def waiting_for_answer(viewer: Actor) -> int:
    """How many answers the viewer has to give, others' that are late among them."""
    return _waiting(viewer).count()


_WITH = ("assignment__episode__responsible", "person__key", "person__identity")


def _courses(viewer: Actor) -> QuerySet[Episode]:
    """Courses that the viewer works with and that run."""
    if not viewer.is_clinical:
        raise NotFound
    return worked_episodes(viewer).exclude(state=State.DISCHARGED)


def _left(viewer: Actor) -> QuerySet[Episode]:
    """Those of them whose responsible therapist is not in the team today, or who have none."""
    today = clock.today(viewer.zone)
    there = Membership.objects.filter(
        Q(team_id=viewer.team_id) | Q(team_id=None),
        Q(until=None) | Q(until__gte=today),
        organisation_id=viewer.organisation_id,
        user_id=OuterRef("responsible_id"),
        since__lte=today,
    )
    return _courses(viewer).filter(~Exists(there))


def _waiting(viewer: Actor) -> QuerySet[AssignedModule]:
    courses, today = _courses(viewer), clock.today(viewer.zone)
    own = Q(assignment__episode__in=courses.filter(responsible_id=viewer.user_id).values("pk"))
    # What was given while waiting, before anybody is responsible, says itself that nobody answers.
    left = Q(assignment__episode__in=_left(viewer).values("pk")) & ~Q(assignment__way=Assignment.Way.WAITING)
    late = Q(assignment__episode__in=courses.exclude(responsible=None).values("pk"), reply_due_on__lt=today)
    rows = AssignedModule.objects.filter(organisation_id=viewer.organisation_id, assignment__ended_at=None)
    return rows.filter(own | left | late, reply_due_on__isnull=False).order_by("reply_due_on", "handed_in_at", "pk")


def _falling(viewer: Actor) -> QuerySet[Outreach]:
    """Tasks that nobody has settled and that the client has not settled by coming back."""
    own, left = _courses(viewer).filter(responsible_id=viewer.user_id), _left(viewer)
    modules = AssignedModule.objects.filter(assignment=OuterRef("assignment_id")).order_by()
    looked_at = modules.filter(module=OuterRef("key"), begun_at__isnull=False)
    seen_at = modules.values("assignment").annotate(last=Max("seen_at")).values("last")
    return (
        Outreach.objects.filter(organisation_id=viewer.organisation_id, done_at=None, assignment__ended_at=None)
        .filter(Q(assignment__episode__in=own.values("pk")) | Q(assignment__episode__in=left.values("pk")))
        .annotate(
            seen_at=Subquery(seen_at),
            sent_at=Subquery(Notice.objects.filter(pk=OuterRef("notice")).values("sent_at")),
        )
        .filter(~Q(why=Why.SILENT) | Q(seen_at=None) | Q(seen_at__lte=F("noticed_at")))
        .exclude(Q(why=Why.UNOPENED) & Exists(looked_at))
        .select_related("assignment__episode__responsible", "person__key", "person__identity")
        .order_by("noticed_at", "why", "pk")
    )


def _to_answer(viewer: Actor, row: AssignedModule) -> ToAnswer:
    due_on = row.reply_due_on
    assert due_on is not None
    episode = row.assignment.episode
    return ToAnswer(
        module=row.pk,
        episode=episode.pk,
        name=_name(viewer, row.person, episode),
        programme=_title(viewer, row.assignment),
        title=_title(viewer, row.assignment, row.module),
        handed_in_at=row.handed_in_at if row.answered_at is None else None,
        due_on=due_on,
        days_left=(due_on - clock.today(viewer.zone)).days,
        is_own=episode.responsible_id == viewer.user_id,
        responsible=episode.responsible.name if episode.responsible else "",
    )


def _to_reach(viewer: Actor, row: Outreach) -> ToReach:
    episode = row.assignment.episode
    return ToReach(
        id=row.pk,
        assignment=row.assignment_id,
        episode=episode.pk,
        name=_name(viewer, row.person, episode),
        programme=_title(viewer, row.assignment),
        why=Why(row.why),
        title=_title(viewer, row.assignment, row.key) if row.why == Why.UNOPENED else "",
        noticed_at=row.noticed_at,
        seen_at=row.seen_at,  # type: ignore[attr-defined]
        reminded_at=row.sent_at,  # type: ignore[attr-defined]
        responsible=episode.responsible.name if episode.responsible else "",
        is_own=episode.responsible_id == viewer.user_id,
    )


def _name(viewer: Actor, person: Person, episode: Episode) -> str:
    viewer.show(person.pk, ground_of(viewer, episode))
    return identity_of(person).name


def _title(viewer: Actor, assignment: Assignment, module: str = "") -> str:
    """Of the programme, or of a module of it; empty for a module that the version no longer has."""
    programme = programme_in(assignment.version_id, viewer.language)
    if not module:
        return programme.title
    found = programme.module(module)
    return found.title if found else ""
