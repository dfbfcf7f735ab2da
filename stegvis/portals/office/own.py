"""What a therapist's own page says: own clients beside the whole team. It names and ranks no colleague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from stegvis.outcomes.queries.results import Figure
from stegvis.portals import pictures
from stegvis.portals.office.told import Told, number_of

SHOWN = ("recovery", "reliable_improvement", "paired", "dropped_out", "did_not_attend")


@dataclass(frozen=True)
class Beside:
    """One measure of both, with its sentence. A side without anybody to count has no figure."""

    title: str
    sentence: str
    own: Told | None
    team: Told
    picture: SafeString


def own_page(own: Sequence[Figure], team: Sequence[Figure]) -> list[Beside]:
    """The measures that the team has figures for, in the order of SHOWN."""
    mine, ours = ({one.name: one for one in figures} for figures in (own, team))
    return [_beside(ours[name], mine.get(name)) for name in SHOWN if name in ours]


def _beside(team: Figure, own: Figure | None) -> Beside:
    mine, ours = Told.of(own) if own else None, Told.of(team)
    rows = [
        (_("My own clients"), number_of(own), mine.line if mine else ""),
        (_("The whole team"), number_of(team), ours.line),
    ]
    return Beside(team.title, team.sentence, mine, ours, pictures.bars(title=team.title, rows=rows, highest=100, own=0))
