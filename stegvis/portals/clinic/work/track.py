"""What a page says of a course that is not on track, and the expected course for its picture. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stegvis.definitions.trajectory import Norm, Signal, Track
from stegvis.portals.pictures import Span
from stegvis.portals.wording import figure
from stegvis.questionnaires.queries.trajectory import OffTrack

SENTENCES = {
    Signal.WORSE: gettext_noop(
        "%(title)s is surely worse than at the start: %(first)s then, %(now)s after %(sessions)s treatment contacts."
    ),
    Signal.ABOVE: gettext_noop(
        "%(title)s is %(now)s after %(sessions)s treatment contacts. Of ten who began alike, nine were at %(limit)s "
        "or lower by then."
    ),
    Signal.NO_CHANGE: gettext_noop(
        "%(title)s is not below the caseness threshold and not surely better: %(first)s at the start, %(now)s after "
        "%(sessions)s treatment contacts."
    ),
}
RULES = {
    Signal.WORSE: gettext_noop("Surely worse"),
    Signal.ABOVE: gettext_noop("Above the expected band"),
    Signal.NO_CHANGE: gettext_noop("No sure change yet"),
}


@dataclass(frozen=True)
class SaidTrack:
    """One instrument that is not on track: the rule by name, the figures in a sentence, the norm it stands by."""

    rule: str
    sentence: str
    norm: str


@dataclass(frozen=True)
class SaidRow:
    """A client on the page for supervision, ready to be written."""

    row: OffTrack
    name: str
    tracks: tuple[SaidTrack, ...]


def said(track: Track) -> SaidTrack | None:
    """None for a course that is on track."""
    if track.signal is None:
        return None
    now = track.steps[-1]
    values = {
        "title": track.norm.of.title,
        "first": figure(track.steps[0].score),
        "now": figure(now.score),
        "sessions": now.session,
        "limit": figure(floor(now.expected.high)) if now.expected else "",
    }
    return SaidTrack(_(RULES[track.signal]), _(SENTENCES[track.signal]) % values, edition(track.norm))


def said_row(row: OffTrack) -> SaidRow:
    return SaidRow(row, row.name or _("No name given"), tuple(filter(None, map(said, row.tracks))))


def edition(norm: Norm) -> str:
    """Which norm, and what stands behind it: never without saying that nobody has lived it."""
    values = {"title": norm.of.title, "edition": norm.edition, "cases": figure(norm.cases)}
    if norm.invented:
        return (
            _("%(title)s, edition %(edition)s: learnt from %(cases)s invented courses, no real one is in it yet.")
            % values
        )
    return _("%(title)s, edition %(edition)s: learnt from %(cases)s closed courses.") % values


def spans(track: Track | None) -> list[Span]:
    """The expected band for the picture; empty before treatment has begun."""
    if track is None or not track.steps[-1].session:
        return []
    return [Span(s.on, s.expected.low, s.expected.middle, s.expected.high) for s in track.steps if s.expected]
