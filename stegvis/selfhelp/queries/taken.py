"""Programmes as the client takes them: the modules with their states, where to go on, who reads and by when."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.definitions.programme import Module, Programme, Step
from stegvis.definitions.programme.conditions import Known, shown_steps
from stegvis.definitions.registration import WorkStatus
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Ground, NotFound
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.models import AssignedModule, Assignment, ModuleState, Opens, Remark, Sheet
from stegvis.selfhelp.queries.sheets import SheetView, opened

SICK_LEAVE = (WorkStatus.SICK_LEAVE_PART, WorkStatus.SICK_LEAVE_FULL)


@dataclass(frozen=True)
class Part:
    """One module as its client has it. `number` counts those that are shown; `place` is the step last read."""

    id: uuid.UUID
    of: Module
    number: int
    state: ModuleState
    opens: Opens
    opens_on: date | None
    begun_at: datetime | None
    place: str
    handed_in_at: datetime | None
    reply_due_on: date | None
    answered_at: datetime | None
    answered_by: str
    has_news: bool

    @property
    def is_readable(self) -> bool:
        return self.state != ModuleState.CLOSED


@dataclass(frozen=True)
class Taken:
    """A programme that a client takes. `guide` is who is responsible, "" where nobody is named.

    `is_read`: somebody reads what is written; opened by a code, nobody does. `is_running`: something new can be
    written. `parts` are without those that are hidden.
    """

    id: uuid.UUID
    version_id: uuid.UUID
    programme: Programme
    parts: tuple[Part, ...]
    is_read: bool
    guide: str
    reply_days: int
    is_running: bool
    team: str
    team_phone: str
    zone: str

    @cached_property
    def next(self) -> Part | None:
        """Where the client goes on: the first that is begun and not sent, else the first that is open."""
        waiting = [part for part in self.parts if part.state == ModuleState.OPEN]
        begun = [part for part in waiting if part.begun_at]
        return next(iter(begun or waiting), None)

    @property
    def done(self) -> int:
        return sum(part.handed_in_at is not None for part in self.parts)

    def part(self, module_id: uuid.UUID) -> Part:
        """The one of that id; NotFound where there is none that may be read."""
        found = next((part for part in self.parts if part.id == module_id and part.is_readable), None)
        if found is None:
            raise NotFound
        return found


@dataclass(frozen=True)
class Reading:
    """A module that is being read: what the client has written, and which steps are shown because of it."""

    taken: Taken
    part: Part
    sheets: Mapping[str, SheetView]
    known: Known
    public: bytes

    @cached_property
    def steps(self) -> Sequence[Step]:
        return shown_steps(self.part.of, self.known)

    def sheet(self, block: str) -> SheetView:
        return self.sheets.get(block) or SheetView(block)

    @cached_property
    def copied(self) -> tuple[SheetView, ...]:
        """Sheets of this module with two texts, between which the client has not chosen yet."""
        return tuple(self.sheets[name] for name in self.part.of.sheets if name in self.sheets and self.sheet(name).copy)


def programmes_of(viewer: Actor) -> Sequence[Taken]:
    """All that the client was given, those that run first, newest first. One statement."""
    rows = sorted(_assignments(viewer), key=lambda row: (row.ended_at is None, row.given_at), reverse=True)
    return [_taken(viewer, row) for row in rows]


def programme_of(viewer: Actor, assignment_id: uuid.UUID) -> Taken:
    """One of them; raises NotFound."""
    found = _assignments(viewer).filter(pk=assignment_id).first()
    if found is None:
        raise NotFound
    return _taken(viewer, found)


def reading(viewer: Actor, module_id: uuid.UUID) -> Reading:
    """The client's own module with what was written in it; NotFound where it is hidden, closed or another's.

    Two statements, however large the programme is.
    """
    row = _assignments(viewer).select_related("person__key", "person__post_box").filter(modules=module_id).first()
    if row is None:
        raise NotFound
    taken = _taken(viewer, row)
    part = taken.part(module_id)
    sheets = Sheet.objects.filter(organisation_id=viewer.organisation_id, module__assignment=row)
    asks = any(_asks_for_answers(step) for step in part.of.steps)
    found = opened(sealer_of(row.person.key), sheets if asks else sheets.filter(module=module_id))
    box = getattr(row.person, "post_box", None)
    public = bytes(box.public) if box else b""
    return Reading(taken, part, found, _known(row.episode, found.values()), public)


def _assignments(viewer: Actor) -> QuerySet[Assignment]:
    news = Remark.objects.filter(module=OuterRef("pk"), by__isnull=False, read_at=None)
    modules = (
        AssignedModule.objects.filter(assignment=OuterRef("pk"))
        .order_by("position")
        .values(
            found=JSONObject(
                id="id", module="module", opens="opens", opens_on="opens_on", opened_at="opened_at",
                hidden_at="hidden_at", begun_at="begun_at", place="place", handed_in_at="handed_in_at",
                reply_due_on="reply_due_on", answered_at="answered_at", answered_by="answered_by__name",
                news=Exists(news),
            )
        )
    )  # fmt: skip
    return (
        Assignment.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.own_person)
        .select_related("episode__team", "episode__responsible")
        .annotate(own_modules=ArraySubquery(modules))
    )


def _taken(viewer: Actor, row: Assignment) -> Taken:
    viewer.show(row.person_id, Ground.OWN)
    episode = row.episode
    programme = programme_in(row.version_id, viewer.language)
    zone = episode.team.zone if episode else viewer.zone
    return Taken(
        id=row.pk,
        version_id=row.version_id,
        programme=programme,
        parts=tuple(_parts(row, programme, clock.today(zone))),
        is_read=episode is not None,
        guide=episode.responsible.name if episode and episode.responsible else "",
        reply_days=row.reply_days,
        is_running=row.ended_at is None and (episode is None or episode.state != State.DISCHARGED),
        team=episode.team.name if episode else "",
        team_phone=episode.team.phone if episode else "",
        zone=zone,
    )


def _parts(row: Assignment, programme: Programme, today: date) -> Sequence[Part]:
    found: list[dict[str, Any]] = row.own_modules  # type: ignore[attr-defined]
    parts: list[Part] = []
    for one in found:
        of, state = programme.module(one["module"]), _module(one).state(today)
        if of is not None and state != ModuleState.HIDDEN:
            parts.append(_part(one, of, state, len(parts) + 1))
    return parts


def _part(one: Mapping[str, Any], of: Module, state: ModuleState, number: int) -> Part:
    return Part(
        id=uuid.UUID(one["id"]),
        of=of,
        number=number,
        state=state,
        opens=Opens(one["opens"]),
        opens_on=_day(one["opens_on"]),
        begun_at=_instant(one["begun_at"]),
        place=one["place"],
        handed_in_at=_instant(one["handed_in_at"]),
        reply_due_on=_day(one["reply_due_on"]),
        answered_at=_instant(one["answered_at"]),
        answered_by=one["answered_by"] or "",
        has_news=one["news"],
    )


def _module(one: Mapping[str, Any]) -> AssignedModule:
    """As a row, not to be saved: what its state is by, is told in one place."""
    return AssignedModule(
        opens=one["opens"],
        opens_on=_day(one["opens_on"]),
        **{name: _instant(one[name]) for name in ("opened_at", "hidden_at", "handed_in_at", "answered_at")},
    )


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _asks_for_answers(step: Step) -> bool:
    return any(block.when is not None and block.when["kind"] == "answered" for block in step.blocks)


def _known(episode: Episode | None, sheets: Iterable[SheetView]) -> Known:
    answers: dict[str, frozenset[str]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for field, text in row.items():
                answers[field] = answers.get(field, frozenset()) | set(text.split())
    if episode is None:
        return Known(answers=answers)
    return Known(
        is_case={name: _is_case(name, kept.get("last")) for name, kept in episode.scores.items()},
        answers=answers,
        on_sick_leave=_on_sick_leave(episode),
    )


def _is_case(name: str, score: Any) -> bool | None:
    return instrument(name).is_case(None if score is None else Decimal(str(score)))


def _on_sick_leave(episode: Episode) -> bool | None:
    """By what was registered last; None where nobody has registered either."""
    if episode.work_status_last in SICK_LEAVE or episode.sick_pay_last:
        return True
    return False if episode.work_status_last or episode.sick_pay_last is False else None
