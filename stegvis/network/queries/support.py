"""Support requests: a team's own, and for supporters all of the organisation's, the open ones first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, When

from stegvis.definitions import clock
from stegvis.network.actions.start_checks import ANSWERING, BUILDERS, answers_as_supporter, in_team
from stegvis.network.models import SupportMessage, SupportRequest
from stegvis.people.models import Actor, Membership, NotFound, Role

State = SupportRequest.State
# What waits longest for somebody stands first.
_FIRST = (State.NEW, State.UNDERWAY, State.ANSWERED, State.CLOSED)


@dataclass(frozen=True)
class RequestView:
    id: uuid.UUID
    team: str
    title: str
    state: str
    by: str
    at: datetime
    taken_by: str

    @property
    def is_open(self) -> bool:
        return self.state != State.CLOSED


@dataclass(frozen=True)
class MessageView:
    text: str
    by: str
    at: datetime


def requests_for(viewer: Actor, *, only_waiting: bool = False, most: int = 100) -> list[RequestView]:
    """Of the own team, or of every team for a supporter; what nobody has taken stands first.

    `only_waiting`: those in which the team waits for a supporter.
    """
    rows = _rows(viewer).filter(state__in=(State.NEW, State.UNDERWAY)) if only_waiting else _rows(viewer)
    order = Case(*(When(state=state, then=place) for place, state in enumerate(_FIRST)), output_field=IntegerField())
    return [_view(row) for row in rows.order_by(order, "-at")[:most]]


def request_named(viewer: Actor, request_id: uuid.UUID) -> RequestView:
    """Raises NotFound, also for one of another team."""
    row = _rows(viewer).filter(pk=request_id).first()
    if row is None:
        raise NotFound
    return _view(row)


def messages_of(viewer: Actor, request_id: uuid.UUID) -> list[MessageView]:
    """In the order they were written. Empty where the viewer may not see the request."""
    rows = SupportMessage.objects.filter(organisation_id=viewer.organisation_id, request_id=request_id)
    seen = rows.filter(request__in=_rows(viewer).values("pk")).select_related("by").order_by("at")
    return [MessageView(row.text, row.by.name, row.at) for row in seen]


def to_tell(by: Actor, request_id: uuid.UUID) -> set[uuid.UUID]:
    """The other side of the request, of those who work there today; never the actor. Raises NotFound.

    A supporter tells who wrote for the team, or those who answer for it where all of them have left. The team tells
    the supporter who has taken it, or all where nobody has.
    """
    row = _rows(by).filter(pk=request_id).first()
    if row is None:
        raise NotFound
    if answers_as_supporter(by, row):
        builders = _at_work(by, Q(role__in=BUILDERS) & (Q(team_id=row.team_id) | Q(team_id=None)))
        wrote = {row.by_id, *row.messages.values_list("by_id", flat=True)} & set(builders)
        told = wrote or {user for user, roles in builders.items() if roles & set(ANSWERING)}
    else:
        supporters = set(_at_work(by, Q(role=Role.SUPPORTER)))
        told = supporters & {row.taken_by_id} or supporters
    return told - {by.user_id}


def has_supporter(viewer: Actor) -> bool:
    """Whether anybody in the organisation could answer today."""
    return bool(_at_work(viewer, Q(role=Role.SUPPORTER)))


def _at_work(by: Actor, wanted: Q) -> dict[uuid.UUID, set[str]]:
    """Who has one of these memberships today, with the roles of them."""
    today = clock.today(by.zone)
    rows = Membership.objects.filter(
        wanted, Q(until=None) | Q(until__gte=today), organisation_id=by.organisation_id, since__lte=today,
        user__is_active=True,
    )  # fmt: skip
    found: dict[uuid.UUID, set[str]] = {}
    for user, role in rows.values_list("user_id", "role"):
        found.setdefault(user, set()).add(role)
    return found


def _rows(viewer: Actor) -> QuerySet[SupportRequest]:
    rows = SupportRequest.objects.filter(organisation_id=viewer.organisation_id)
    rows = rows.select_related("team", "by", "taken_by")
    if viewer.has(Role.SUPPORTER, Role.SYSTEM):
        return rows
    return rows.filter(team_id=in_team(viewer)) if viewer.has(*BUILDERS) else rows.none()


def _view(row: SupportRequest) -> RequestView:
    return RequestView(
        row.pk, row.team.name, row.title, row.state, row.by.name, row.at, row.taken_by.name if row.taken_by else ""
    )
