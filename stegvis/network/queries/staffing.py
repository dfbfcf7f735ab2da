"""What a team says of its staff, and how that stands against the model."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.definitions.kit.staffing import Finding, check_staffing
from stegvis.network.actions.start_checks import in_team, sees
from stegvis.network.models import Staffing
from stegvis.people.models import Actor, NotFound


@dataclass(frozen=True)
class StaffingView:
    """The newest that was said, by whom, and each requirement with what is."""

    row: Staffing
    said_by: str
    findings: tuple[Finding, ...]


def staffing_of(viewer: Actor) -> StaffingView | None:
    """Of the viewer's team; None where nothing is said yet. Raises NotFound for who may not see it."""
    if not sees(viewer):
        raise NotFound
    rows = Staffing.objects.filter(organisation_id=viewer.organisation_id, team_id=in_team(viewer))
    row = rows.select_related("said_by").order_by("said_at").last()
    return StaffingView(row, row.said_by.name, check_staffing(row)) if row else None
