"""Showing a team's results to the public, and taking them away again. Off until the lead or an administrator wants it.

The figures are counted and pass disclosure control once, here; the public page only reads them. A year is replaced
by the next whole year and never by one that overlaps it, so that two of them cannot be set against each other.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from stegvis.definitions import clock
from stegvis.outcomes.disclosure import Published
from stegvis.outcomes.measures import EDITION
from stegvis.outcomes.models import Publication
from stegvis.outcomes.queries.yearly import Span, last_span, published_rows
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound, Role, Team

# What a service is first asked for (seed 003, the directorate on IAPT), the rest of what can happen to those who
# finish, so that nobody reads recovery alone, and how many were measured at all.
SHOWN_TO_ALL = (
    "started",
    "finished",
    "recovery",
    "reliable_improvement",
    "no_reliable_change",
    "reliable_deterioration",
    "off_sick_pay",
    "paired",
    "wait_assessment",
    "wait_treatment",
)


def check_can_publish_results(*, by: Actor) -> None:
    if not by.has(Role.LEAD, Role.ADMINISTRATOR, Role.SYSTEM):
        raise Denied(_("Only the lead or an administrator can decide what the team shows to everybody."))


def can_publish_results(*, by: Actor) -> bool:
    try:
        check_can_publish_results(by=by)
    except Denied:
        return False
    return True


@once(Publication)
def publish_results(*, by: Actor) -> Publication:
    """Show the last four whole quarters to everybody; figures that still are of the last year stay as they are."""
    check_can_publish_results(by=by)
    team = _team(by)
    span = last_span(clock.today(team.zone))
    found = Publication.objects.filter(organisation_id=by.organisation_id, team=team).first()
    if found is not None and span.first <= found.last:
        found.is_on, found.by_id = True, by.user_id
        found.save(update_fields=["is_on", "by"])
        return found
    publication = found or Publication(organisation_id=by.organisation_id, team=team)
    _count(publication, by, team, span)
    publication.is_on, publication.by_id = True, by.user_id
    publication.save()
    return publication


@once(Publication)
def hide_results(*, by: Actor) -> Publication:
    """Take the page away at once. What was counted is kept, so that no overlapping year can be shown later."""
    check_can_publish_results(by=by)
    found = Publication.objects.filter(organisation_id=by.organisation_id, team=_team(by)).first()
    if found is None:
        raise NotFound
    found.is_on, found.by_id = False, by.user_id
    found.save(update_fields=["is_on", "by"])
    return found


def renew_results(*, by: Actor) -> Publication | None:
    """The yearly turn, for a job: where the page is on and a whole new year is over, count that."""
    check_can_publish_results(by=by)
    is_on = Publication.objects.filter(organisation_id=by.organisation_id, team_id=by.at_team, is_on=True)
    due = clock.today(by.zone) - timedelta(days=365)
    if not is_on.filter(last__lt=due).exists():
        return None
    return publish_results(by=by)


def _team(by: Actor) -> Team:
    return Team.objects.select_for_update(no_key=True).get(pk=by.at_team, organisation_id=by.organisation_id)


def _count(publication: Publication, by: Actor, team: Team, span: Span) -> None:
    rows = {row.measure: row for row in published_rows(by, team=team.slug, span=span)}
    publication.figures = [_plain(rows[name]) for name in SHOWN_TO_ALL if name in rows]
    publication.first, publication.last = span.first, span.last
    publication.edition = EDITION
    publication.counted_at = clock.now()


def _plain(row: Published) -> dict[str, Any]:
    value = row.value if row.value is None else str(row.value)
    return {
        "measure": row.measure,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "value": value,
        "missing": row.missing,
    }
