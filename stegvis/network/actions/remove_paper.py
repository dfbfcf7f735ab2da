"""Taking away a paper of the team's own, such as the copy of one that was written twice."""

from __future__ import annotations

import uuid

from stegvis.network.actions.start_checks import check_builds
from stegvis.network.models import OwnPaper
from stegvis.people.models import Actor


def remove_paper(*, by: Actor, paper_id: uuid.UUID) -> None:
    """Its versions stay in the history. One that is gone already is no fault."""
    team_id = check_builds(by)
    OwnPaper.objects.filter(organisation_id=by.organisation_id, team_id=team_id, pk=paper_id).delete()
