"""A year of a team and of its organisation, for reports, the national survey and the public page.

Who treats sees the team's true counts. Whatever is shown to others or leaves is one table a period, all teams of
the organisation, through disclosure control (docs/adr/0014); a team's figures are its rows of that table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from stegvis.outcomes.disclosure import Published, published_set
from stegvis.outcomes.measures import Scope
from stegvis.outcomes.queries.kept import registered_rows
from stegvis.outcomes.queries.results import Figure, figure_of, names_within, published_teams
from stegvis.people.models import Actor, NotFound, Role

FIRST_DAY = "select min(received_on) from care_episode where organisation_id = %s"


@dataclass(frozen=True)
class Span:
    """Four whole quarters. `code` is the year, or year and quarter for those that end with another than the fourth."""

    code: str
    first: date
    last: date

    @property
    def before(self) -> Span:
        """The four quarters before these."""
        year, rest = int(self.code[:4]) - 1, self.code[4:]
        return Span(f"{year}{rest}", *(day.replace(year=day.year - 1) for day in (self.first, self.last)))


@dataclass(frozen=True)
class YearFigures:
    """A report's figures. `before` are those of the year before; `teams` each team's, by name, in an organisation's."""

    span: Span
    figures: tuple[Figure, ...]
    before: tuple[Figure, ...]
    teams: tuple[tuple[str, tuple[Figure, ...]], ...] = ()
    is_published: bool = True


def last_span(today: date) -> Span:
    """The last four whole quarters; in the first quarter of a year that is the year before."""
    start = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = start - timedelta(days=1)
    quarter = last.month // 3
    code = str(last.year) if quarter == 4 else f"{last.year}-Q{quarter}"
    return Span(code, start.replace(year=start.year - 1), last)


def span_of(code: str, today: date) -> Span:
    """A whole calendar year or the last four whole quarters, by its code; NotFound for anything else."""
    latest = last_span(today)
    if code == latest.code:
        return latest
    if not re.fullmatch(r"20\d\d", code) or int(code) >= today.year:
        raise NotFound
    return Span(code, date(int(code), 1, 1), date(int(code), 12, 31))


def spans(viewer: Actor, today: date) -> list[Span]:
    """The periods that a report can be had of, newest first: those that end after the first person asked for help."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DAY, [viewer.organisation_id])
        first = cursor.fetchone()[0]
    if first is None:
        return []
    latest = last_span(today)
    years = (span_of(str(year), today) for year in range(today.year - 1, first.year - 1, -1))
    return [each for each in dict.fromkeys([latest, *years]) if each.last >= first]


def check_can_read_reports(viewer: Actor) -> None:
    """Those who treat, and managers; anybody else: NotFound."""
    if not viewer.is_clinical and not viewer.has(Role.MANAGER, Role.SYSTEM):
        raise NotFound


def team_year(viewer: Actor, *, team: str, span: Span) -> YearFigures:
    """The year of the team named by its slug: true counts for who treats, published ones for a manager."""
    check_can_read_reports(viewer)
    if not viewer.is_clinical:
        both = (published_rows(viewer, team=team, span=each) for each in (span, span.before))
        now, before = (tuple(figure_of(row, viewer.language) for row in rows) for rows in both)
        return YearFigures(span, now, before)
    true = (registered_rows(Scope(team, each.first, each.last)) for each in (span, span.before))
    now, before = (tuple(figure_of(row, viewer.language) for row in rows) for rows in true)
    return YearFigures(span, now, before, is_published=False)


def organisation_year(viewer: Actor, *, span: Span) -> YearFigures:
    """The year of the viewer's organisation and, beside it, of each of its teams; published for every reader."""
    check_can_read_reports(viewer)
    now, before = (
        tuple(
            figure_of(row, viewer.language)
            for row in published_set(registered_rows(Scope(first=each.first, last=each.last)), ())
        )
        for each in (span, span.before)
    )
    of_teams: dict[str, list[Figure]] = {}
    for row in published_teams(span.first, span.last):
        of_teams.setdefault(row.group[0], []).append(figure_of(row, viewer.language))
    names, _ = names_within(viewer)
    teams = tuple(sorted((names[slug], tuple(figures)) for slug, figures in of_teams.items()))
    return YearFigures(span, now, before, teams)


def published_rows(viewer: Actor, *, team: str, span: Span) -> list[Published]:
    """What may leave of the team's year: its rows of the one table of all teams of the organisation."""
    return [row for row in published_teams(span.first, span.last) if row.group == (team,)]
