"""The yearly national survey of a team as it stands: what the record says, what is answered, whether it was sent.

The record's figures are the published ones, for every reader: the answers leave the organisation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from stegvis.outcomes.measures import EDITION, Measure, measure
from stegvis.outcomes.models import SURVEYED, Profession, YearlySurvey
from stegvis.outcomes.queries.yearly import Span, published_rows
from stegvis.people.models import Actor, NotFound, Role
from stegvis.people.models import User as Staff


@dataclass(frozen=True)
class Asked:
    """One question that the record can answer. `recorded` "*": hidden; None: nothing to say; as for `answer`."""

    name: str
    title: str
    sentence: str
    kind: str
    recorded: str | None
    answer: Decimal | None

    @property
    def differs(self) -> bool:
        """Whether the answer is another than what the record says."""
        known = None if self.recorded in (None, "*") else Decimal(self.recorded or 0)
        return self.answer != known


@dataclass(frozen=True)
class Survey:
    """All questions of one period. `saved_at` None: pre-filled and not yet saved by anybody."""

    span: Span
    asked: tuple[Asked, ...]
    staffing: dict[Profession, Decimal | None]
    saved_by: str = ""
    saved_at: datetime | None = None
    sent_by: str = ""
    sent_at: datetime | None = None
    edition: int = EDITION

    @property
    def posts(self) -> Decimal:
        """All full-time equivalents together."""
        return sum((number for number in self.staffing.values() if number is not None), Decimal(0))


def check_can_read_survey(viewer: Actor) -> None:
    """The lead and managers answer for the team; anybody else: NotFound."""
    if not viewer.has(Role.LEAD, Role.MANAGER):
        raise NotFound


def survey_of(viewer: Actor, *, team: str, span: Span) -> Survey:
    """The team's survey of that period: sent as it was sent, a draft beside what the record says now."""
    check_can_read_survey(viewer)
    row = (
        YearlySurvey.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team, span=span.code)
        .select_related("saved_by", "sent_by")
        .first()
    )
    is_sent = row is not None and row.state == YearlySurvey.State.SENT
    recorded = row.recorded if row is not None and is_sent else recorded_now(viewer, team=team, span=span)
    if row is None:
        asked = tuple(_asked(name, recorded, _number(recorded.get(name)), viewer.language) for name in SURVEYED)
        return Survey(span, asked, dict.fromkeys(Profession))
    figures = row.figures
    asked = tuple(_asked(name, recorded, _number(figures.get(name)), viewer.language) for name in SURVEYED)
    staffing = {each: _number(row.staffing.get(each)) for each in Profession}
    return Survey(span, asked, staffing, row.saved_by.name, row.saved_at, _name(row.sent_by), row.sent_at)


def recorded_now(viewer: Actor, *, team: str, span: Span) -> dict[str, str | None]:
    """What the record says of each question, as it may be published."""
    rows = {row.measure: row.value for row in published_rows(viewer, team=team, span=span)}
    return {name: None if rows.get(name) is None else str(rows[name]) for name in SURVEYED}


def surveys_sent(viewer: Actor) -> dict[str, datetime | None]:
    """When the team's survey of each period was sent, by the period's code; None: a draft."""
    rows = YearlySurvey.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team)
    return dict(rows.values_list("span", "sent_at"))


def _asked(name: str, recorded: dict[str, str | None], answer: Decimal | None, language: str) -> Asked:
    of: Measure = measure(name)
    return Asked(name, of.title[language], of.sentence[language], of.kind, recorded.get(name), answer)


def _number(text: str | None) -> Decimal | None:
    return None if text in (None, "", "*") else Decimal(text or 0)


def _name(user: Staff | None) -> str:
    return user.name if user else ""
