"""Results of a team and of its organisation: every measure by its own SQL over the record.

Counts are true for those who treat. For readers without persons they pass `outcomes.disclosure`: a team's figures
are then its rows of the one table of all teams of the organisation (docs/adr/0014), whichever page shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from stegvis.definitions import clock
from stegvis.network.queries.training import Trained, trained_beside
from stegvis.outcomes.disclosure import Published, published_set
from stegvis.outcomes.measures import EDITION, Row, Scope, measure
from stegvis.outcomes.queries.kept import registered_rows, registered_tables
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
    if viewer.is_clinical or viewer.has(Role.SYSTEM):
        return [figure_of(row, viewer.language) for row in registered_rows(Scope(team, first, last), by)]
    if by or not viewer.has(Role.MANAGER):
        raise NotFound
    return [figure_of(row, viewer.language) for row in published_teams(first, last) if row.group == (team,)]


@dataclass(frozen=True)
class OrganisationFigures:
    """An organisation in one period: as a whole, by team (its slug) and by municipality (its code). All published."""

    whole: tuple[Figure, ...]
    teams: tuple[Figure, ...]
    municipalities: tuple[Figure, ...]


def organisation_results(viewer: Actor, *, first: date, last: date) -> OrganisationFigures:
    """Every measure of the viewer's organisation, for its managers; anybody else: NotFound."""
    if not viewer.has(Role.MANAGER):
        raise NotFound
    tables = ((), ("team",), ("municipality",))
    counted = registered_tables(Scope(first=first, last=last), tables)
    shown = (published_set(rows, by) for rows, by in zip(counted, tables, strict=True))
    return OrganisationFigures(*(tuple(figure_of(row, viewer.language) for row in rows) for rows in shown))


def published_figures(viewer: Actor, *, first: date | None, last: date | None) -> list[Figure]:
    """What may be shown to others of each team of the viewer's organisation, for its managers."""
    if not viewer.has(Role.MANAGER):
        raise NotFound
    return [figure_of(row, viewer.language) for row in published_teams(first, last)]


def published_teams(first: date | None, last: date | None) -> list[Published]:
    """What may be shown to others of each team of the organisation that is entered."""
    return published_set(registered_rows(Scope(first=first, last=last), ["team"]), ["team"])


def own_results(viewer: Actor, *, team: str, first: date | None = None, last: date | None = None) -> list[Figure]:
    """Every measure over the clients the viewer is responsible for in that team: true counts, for who treats."""
    if not viewer.is_clinical:
        raise NotFound
    rows = registered_rows(Scope(team, first, last, episodes=_episodes_of(viewer.as_user)))
    return [figure_of(row, viewer.language) for row in rows]


def names_within(viewer: Actor) -> tuple[dict[str, str], dict[str, str]]:
    """The names of the teams of the viewer's organisation by slug, and of the municipalities they serve by code."""
    teams = list(Team.objects.filter(organisation_id=viewer.organisation_id))
    served = (each for team in teams for each in team.municipalities)
    return {team.slug: team.name for team in teams}, {each["code"]: each["name"] for each in served}


def names_and_trained(viewer: Actor) -> tuple[dict[str, str], dict[str, str], Trained]:
    """The same, and how many of the organisation's therapists are trained today. One statement for both."""
    teams = list(Team.objects.filter(organisation_id=viewer.organisation_id).annotate(trained=trained_beside(viewer)))
    served = {each["code"]: each["name"] for team in teams for each in team.municipalities}
    # The page that asks stands in a team, so there is one.
    trained, therapists = teams[0].trained
    counted = Trained(trained, therapists, clock.today(viewer.zone))
    return {team.slug: team.name for team in teams}, served, counted


def _episodes_of(user: UUID) -> str:
    """The views name no member of staff, so the ids come from the record itself, under the same row-level security."""
    return f"SELECT id::text FROM care_episode WHERE responsible_id = '{UUID(str(user))}'"  # noqa: S608


def figure_of(row: Row | Published, language: str) -> Figure:
    """The row with the words of its measure."""
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
