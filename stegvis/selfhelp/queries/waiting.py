"""What a team gives to those who wait."""

from __future__ import annotations

import uuid

from stegvis.people.models import Actor
from stegvis.selfhelp.models import WaitingProgramme


def waiting_programme(viewer: Actor) -> uuid.UUID | None:
    """The version whose introduction the viewer's team gives; None for nothing."""
    chosen = WaitingProgramme.objects.filter(organisation_id=viewer.organisation_id, team_id=viewer.at_team)
    return chosen.values_list("version_id", flat=True).first()
