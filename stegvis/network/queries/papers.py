"""The papers a team has copied and made its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from stegvis.network.actions.start_checks import in_team, sees
from stegvis.network.models import OwnPaper
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class OwnPaperView:
    """`gaps`: how many [places] are left to fill in."""

    id: uuid.UUID
    template: str
    title: str
    text: str
    version: int
    changed_by: str
    changed_at: datetime
    gaps: int


def papers(viewer: Actor) -> list[OwnPaperView]:
    """Of the viewer's team, the one changed last first. Raises NotFound for who may not see them."""
    if not sees(viewer):
        raise NotFound
    rows = OwnPaper.objects.filter(organisation_id=viewer.organisation_id, team_id=in_team(viewer))
    return [_view(row) for row in rows.select_related("changed_by").order_by("-changed_at")]


def paper_named(viewer: Actor, paper_id: uuid.UUID) -> OwnPaperView:
    """Raises NotFound, also for one of another team."""
    rows = OwnPaper.objects.filter(organisation_id=viewer.organisation_id, team_id=in_team(viewer), pk=paper_id)
    row = rows.select_related("changed_by").first()
    if row is None or not sees(viewer):
        raise NotFound
    return _view(row)


def _view(row: OwnPaper) -> OwnPaperView:
    gaps = row.text.count("[") + row.title.count("[")
    return OwnPaperView(
        row.pk, row.template, row.title, row.text, row.version, row.changed_by.name, row.changed_at, gaps
    )
