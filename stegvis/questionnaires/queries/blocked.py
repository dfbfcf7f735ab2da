"""Why measures do not open: for the staff who can mend it."""

from __future__ import annotations

from dataclasses import dataclass

from stegvis.definitions.instrument import instrument
from stegvis.people.models import Actor, NotFound, Team
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.queries.roster import covered


@dataclass(frozen=True)
class BlockedMeasures:
    """`names` of the instruments that stay closed in the team; `waiting`: asked already and not answered."""

    names: tuple[str, ...]
    waiting: int


def blocked_measures(viewer: Actor) -> BlockedMeasures | None:
    """None when all is well: the roster is whole, or the team asks nothing with a risk item. Shows no person."""
    team = Team.objects.filter(pk=viewer.at_team, organisation_id=viewer.organisation_id).first()
    if team is None:
        raise NotFound
    risky = [of for of in (instrument(name) for name in team.instruments) if of.risk_items]
    if not risky or covered(team.pk, team.zone):
        return None
    waiting = Questionnaire.objects.filter(
        organisation_id=viewer.organisation_id,
        episode__team_id=team.pk,
        instrument__in=[of.key for of in risky],
        submitted_at=None,
        withdrawn_at=None,
    )
    return BlockedMeasures(tuple(of.title for of in risky), waiting.count())
