"""Clients whose course is not on track: computed from the kept scores, with the rule and the norm it stands by.

A prompt for supervision. It grades nobody, decides nothing and is no alert (docs/adr/0011).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stegvis.care.actions.contact_days import TREATING
from stegvis.care.models import Contact, Episode
from stegvis.care.queries.access import ground_of, visible_episodes
from stegvis.care.queries.assessment import SEEN
from stegvis.care.queries.caseload import open_courses
from stegvis.definitions.instrument import instrument
from stegvis.definitions.trajectory import Norm, Track, newest_signal, norm_for, norms, track
from stegvis.definitions.trajectory.rule import WORSE_FROM
from stegvis.people.models import Actor, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.questionnaires.models import Supervision
from stegvis.questionnaires.queries.curve import Course, courses_of, with_courses


@dataclass(frozen=True)
class TakenUp:
    """The last time a course was taken up in supervision."""

    on: date
    by: str


@dataclass(frozen=True)
class OffTrack:
    """A client whose course is not on track now. `since`: the first score of those that are not, over `tracks`."""

    episode: uuid.UUID
    name: str
    responsible: str
    tracks: tuple[Track, ...]
    since: date
    taken_up: TakenUp | None

    @property
    def waits(self) -> bool:
        """Whether nobody has taken it up since it began."""
        return self.taken_up is None or self.taken_up.on < self.since


def with_treatment_days(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Episodes with the days of their treatment contacts (MEASURES.md), in order, in the same statement."""
    seen = Contact.objects.filter(
        episode=OuterRef("pk"), purpose__in=TREATING, attendance__in=SEEN, on__gte=OuterRef("received_on")
    )
    return episodes.annotate(treatment_days=ArraySubquery(seen.order_by("on").values("on")))


def with_supervision(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Episodes with the last time they were taken up, in the same statement."""
    last = Supervision.objects.filter(episode=OuterRef("pk")).order_by("-on", "-recorded_at")
    return episodes.annotate(supervised=ArraySubquery(last.values(found=JSONObject(on="on", by="by__name"))[:1]))


def tracks_of(courses: Iterable[Course], episode: Episode) -> dict[str, Track]:
    """By instrument version, from an episode of `with_treatment_days`: no statement of its own."""
    days: list[date] = episode.treatment_days  # type: ignore[attr-defined]
    found = {each.instrument: track(instrument(each.instrument), each.pairs, days) for each in courses}
    return {name: each for name, each in found.items() if each}


def taken_up_of(episode: Episode) -> TakenUp | None:
    """From an episode of `with_supervision`: no statement of its own."""
    found: list[dict[str, str]] = episode.supervised  # type: ignore[attr-defined]
    return TakenUp(date.fromisoformat(found[0]["on"]), found[0]["by"]) if found else None


def is_off_track(scores: Mapping[str, Mapping[str, Any]], days: Sequence[date], zone: ZoneInfo) -> bool:
    """Whether the newest score of any instrument is not on track, by what the episode keeps of its scores.

    The same answer as `tracks_of` gives over all scores, since the rule asks for the first score and the newest only.
    """
    if len(days) < WORSE_FROM:
        return False
    return any(_is_off(norm, scores.get(norm.of.id), days, zone) for norm in norms())


def off_track(viewer: Actor, *, whole_team: bool = False) -> tuple[OffTrack, ...]:
    """The open courses not on track now: the viewer's own, or the team's for a lead who asks for it.

    Those that nobody has taken up yet first, then by how long. Two statements, however many. Raises NotFound.
    """
    if not viewer.is_clinical:
        raise NotFound
    zone = ZoneInfo(viewer.zone)
    kept: Any = with_treatment_days(open_courses(viewer, whole_team=whole_team))
    rows = kept.values_list("id", "scores", "treatment_days")
    ids = [id for id, scores, days in rows if is_off_track(scores, days, zone)]
    full = with_supervision(with_treatment_days(with_courses(visible_episodes(viewer)))).filter(pk__in=ids)
    people = full.select_related("team", "responsible", "person", "person__key", "person__identity")
    found = [_row(viewer, episode) for episode in people]
    return tuple(sorted(filter(None, found), key=lambda row: (not row.waits, row.since, row.name, str(row.episode))))


def _is_off(norm: Norm, kept: Mapping[str, Any] | None, days: Sequence[date], zone: ZoneInfo) -> bool:
    if not kept or norm is not norm_for(norm.of):
        return False
    first, last = (
        (datetime.fromisoformat(kept[f"{end}_at"]).astimezone(zone).date(), Decimal(str(kept[end])))
        for end in ("first", "last")
    )
    return newest_signal(norm, first, last, days) is not None


def _row(viewer: Actor, episode: Episode) -> OffTrack | None:
    tracks = tuple(each for each in tracks_of(courses_of(viewer, episode), episode).values() if each.since)
    if not tracks:
        return None
    viewer.show(episode.person_id, ground_of(viewer, episode))
    return OffTrack(
        episode=episode.pk,
        name=identity_of(episode.person).name,
        responsible=episode.responsible.name if episode.responsible else "",
        tracks=tracks,
        since=min(each.since.on for each in tracks if each.since),
        taken_up=taken_up_of(episode),
    )
