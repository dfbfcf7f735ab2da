"""Support requests: a team's own, and for supporters all of the organisation's, the open ones first."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, QuerySet, When

from stegvis.network.actions.start_checks import BUILDERS, in_team
from stegvis.network.models import SupportMessage, SupportRequest
from stegvis.people.models import Actor, NotFound, Role

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
