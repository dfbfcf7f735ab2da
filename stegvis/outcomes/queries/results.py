"""A team's results: every measure by its own SQL over the record, in the reader's organisation.

Counts are true here, for those who treat. For readers without persons they pass `outcomes.disclosure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stegvis.outcomes.disclosure import Published, published
from stegvis.outcomes.measures import EDITION, Row, Scope, measure
from stegvis.outcomes.queries.kept import registered_rows
from stegvis.people.models import Actor, NotFound, Role, Team


@dataclass(frozen=True)
class Figure:
    """One measure of one group, with everything a reader needs to understand it."""

    name: str
    title: str
    sentence: str
    kind: str
    numerator: int | str | None
    denominator: int | str | None
    value: int | Decimal | str | None
    missing: int | str | None
    group: tuple[str, ...] = ()
    edition: int = EDITION

    @property
    def is_hidden(self) -> bool:
        return self.value == "*"


def team_results(
    viewer: Actor, *, team: str, first: date | None = None, last: date | None = None, by: Sequence[str] = ()
) -> list[Figure]:
    """Every measure of the team (named by its slug) in the period, both days included.

    Clinicians see true counts, by any grouping; a manager sees published ones, ungrouped (ADR 0006).
    Anybody else, and a manager who asks for groups: NotFound.
    """
    sees_true_counts = viewer.is_clinical or viewer.has(Role.SYSTEM)
    if not sees_true_counts and (by or not viewer.has(Role.MANAGER)):
        raise NotFound
    rows = registered_rows(Scope(team, first, last), by)
    return [_figure(row if sees_true_counts else published(row), viewer.language) for row in rows]


def own_results(viewer: Actor, *, team: str, first: date | None = None, last: date | None = None) -> list[Figure]:
    """Every measure over the clients the viewer is responsible for in that team: true counts, for who treats."""
    if not viewer.is_clinical:
        raise NotFound
    rows = registered_rows(Scope(team, first, last, episodes=_episodes_of(viewer.as_user)))
    return [_figure(row, viewer.language) for row in rows]


def municipality_names(viewer: Actor) -> dict[str, str]:
    """The names of the municipalities that the viewer's team serves, by code."""
    served = Team.objects.filter(pk=viewer.at_team, organisation_id=viewer.organisation_id)
    return {each["code"]: each["name"] for each in served.values_list("municipalities", flat=True).get()}


def _episodes_of(user: UUID) -> str:
    """The views name no member of staff, so the ids come from the record itself, under the same row-level security."""
    return f"SELECT id::text FROM care_episode WHERE responsible_id = '{UUID(str(user))}'"  # noqa: S608


def _figure(row: Row | Published, language: str) -> Figure:
    of = measure(row.measure)
    return Figure(
        name=of.name,
        title=of.title[language],
        sentence=of.sentence[language],
        kind=of.kind,
        numerator=row.numerator,
        denominator=row.denominator,
        value=row.value,
        missing=row.missing,
        group=row.group,
    )
