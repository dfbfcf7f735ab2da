"""What a team shows the public of its results. Reads what was published; counts nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from stegvis.outcomes.disclosure import HIDDEN, Published
from stegvis.outcomes.models import Publication
from stegvis.outcomes.queries.results import Figure, figure_of
from stegvis.people.models import Actor, NotFound, Role


@dataclass(frozen=True)
class PublicResults:
    """The figures of a team's public page, in the reader's language."""

    is_on: bool
    first: date
    last: date
    counted_at: datetime
    edition: int
    figures: tuple[Figure, ...]


def shows_results(viewer: Actor) -> bool:
    """Whether the team of this page shows its results to everybody."""
    return Publication.objects.filter(
        organisation_id=viewer.organisation_id, team_id=viewer.at_team, is_on=True
    ).exists()


def public_results(viewer: Actor) -> PublicResults:
    """What everybody may see of the team; NotFound while it is off."""
    found = _found(viewer)
    if found is None or not found.is_on:
        raise NotFound
    return found


def published_by_team(viewer: Actor) -> PublicResults | None:
    """The same for staff, also while it is off; None where nothing was ever published."""
    if not viewer.is_clinical and not viewer.has(Role.MANAGER, Role.ADMINISTRATOR):
        raise NotFound
    return _found(viewer)


def _found(viewer: Actor) -> PublicResults | None:
    row = Publication.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team).first()
    if row is None:
        return None
    figures = tuple(_figure(one, viewer.language, row.edition) for one in row.figures)
    return PublicResults(row.is_on, row.first, row.last, row.counted_at, row.edition, figures)


def _figure(stored: dict[str, Any], language: str, edition: int) -> Figure:
    """With the edition it was counted by, which may be an older one."""
    value = stored["value"]
    row = Published((), **{**stored, "value": value if value in (None, HIDDEN) else Decimal(value)})
    return replace(figure_of(row, language), edition=edition)
