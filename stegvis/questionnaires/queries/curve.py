"""The course of each instrument over an episode: its answers, caseness, the band of chance, and the change in words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import ground_of, visible_episodes
from stegvis.definitions.instrument import Instrument, instrument
from stegvis.people.models import Actor, NotFound
from stegvis.questionnaires.models import Questionnaire

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Point:
    """One finished questionnaire that has a score. `origin`: self, paper or phone."""

    questionnaire_id: uuid.UUID
    on: date
    score: Decimal
    origin: str


@dataclass(frozen=True)
class Course:
    """One instrument over time, oldest first. `change` is "" with fewer than two scores.

    `words` says the change as people say it ("Surely better, −6"); it is for clients and staff alike.
    """

    instrument: str
    title: str
    name: str
    points: tuple[Point, ...]
    highest: Decimal
    caseness: Decimal | None
    reliable: Decimal | None
    is_case: bool | None
    band: str
    change: str
    difference: Decimal | None
    words: str
    without_score: int

    @property
    def pairs(self) -> list[tuple[date, Decimal]]:
        """As `portals.pictures.curve` draws them."""
        return [(point.on, point.score) for point in self.points]

    @property
    def first(self) -> Decimal | None:
        return self.points[0].score if self.points else None

    @property
    def last(self) -> Decimal | None:
        return self.points[-1].score if self.points else None


def curve(viewer: Actor, episode_id: uuid.UUID) -> tuple[Course, ...]:
    """Every instrument that was finished in a visible episode, one statement. Raises NotFound."""
    episode = with_courses(visible_episodes(viewer)).select_related("team").filter(pk=episode_id).first()
    if episode is None:
        raise NotFound
    viewer.show(episode.person_id, ground_of(viewer, episode))
    return courses_of(viewer, episode)


def with_courses(episodes: QuerySet[Episode]) -> QuerySet[Episode]:
    """Visible episodes with their finished questionnaires that stand, in the same statement."""
    corrected = Questionnaire.objects.filter(episode=OuterRef("episode"), corrects=OuterRef("pk"))
    finished = (
        Questionnaire.objects.filter(~Exists(corrected), episode=OuterRef("pk"), submitted_at__isnull=False)
        .order_by("submitted_at", "id")
        .values(found=JSONObject(id="id", instrument="instrument", score="score", at="submitted_at", origin="origin"))
    )
    return episodes.annotate(finished_questionnaires=ArraySubquery(finished))


def courses_of(viewer: Actor, episode: Episode) -> tuple[Course, ...]:
    """From an episode of `with_courses`, with its team: no statement of its own."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for found in episode.finished_questionnaires:  # type: ignore[attr-defined]
        rows.setdefault(found["instrument"].partition("@")[0], []).append(found)
    zone = ZoneInfo(episode.team.zone)
    newest = {name: instrument(found[-1]["instrument"]) for name, found in rows.items()}
    order = sorted(rows, key=lambda name: (not newest[name].risk_items, name))
    return tuple(_course(newest[name], rows[name], zone, viewer.language) for name in order)


def _course(of: Instrument, found: list[dict[str, Any]], zone: ZoneInfo, language: str) -> Course:
    points = tuple(_points(found, zone))
    first, last = (points[0].score, points[-1].score) if points else (None, None)
    several = len(points) > 1
    change = (of.change(first, last) or "") if several else ""
    difference = last - first if several and first is not None and last is not None else None
    band = of.band(last)
    return Course(
        instrument=of.key,
        title=of.title,
        name=of.names[language],
        points=points,
        highest=of.range[1],
        caseness=of.caseness.value if of.caseness else None,
        reliable=of.reliable_change.value if of.reliable_change else None,
        is_case=of.is_case(last),
        band=band.labels[language] if band else "",
        change=change,
        difference=difference,
        words=words_for(change, difference),
        without_score=len(found) - len(points),
    )


def _points(found: list[dict[str, Any]], zone: ZoneInfo) -> Iterable[Point]:
    for one in found:
        if one["score"] is not None:
            day = datetime.fromisoformat(one["at"]).astimezone(zone).date()
            # Whole scores as whole numbers; the column has two decimals for instruments that take a mean.
            score = Decimal(str(one["score"])).normalize()
            whole = score.quantize(Decimal(1)) if score == score.to_integral_value() else score
            yield Point(uuid.UUID(one["id"]), day, whole, one["origin"])


def words_for(change: str, difference: Decimal | None) -> str:
    """The change from the first to the last score in words; "" where there is none to tell."""
    if difference is None:
        return ""
    signed = f"+{difference}" if difference > 0 else str(difference).replace("-", MINUS)
    sentences = {
        "improved": _("Surely better, %(difference)s"),
        "worsened": _("Surely worse, %(difference)s"),
        "unchanged": _("No sure change, %(difference)s"),
        "": _("Change %(difference)s"),
    }
    return sentences[change] % {"difference": signed}
