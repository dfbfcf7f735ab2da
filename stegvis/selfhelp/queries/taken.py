"""Programmes as the client takes them: the modules with their states, where to go on, who reads and by when."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.definitions.programme import Module, Programme, Step
from stegvis.definitions.programme.conditions import Known, shown_steps
from stegvis.definitions.registration import WorkStatus
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor, Ground, NotFound, PersonKey
from stegvis.people.sealing import sealer_of
from stegvis.selfhelp.models import AssignedModule, ModuleState, Opens
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
    return [_taken(viewer, row) for row in _given(viewer)]


def programme_of(viewer: Actor, assignment_id: uuid.UUID) -> Taken:
    """One of them; raises NotFound."""
    found = next((row for row in _given(viewer) if row.id == assignment_id), None)
    if found is None:
        raise NotFound
    return _taken(viewer, found)


def reading(viewer: Actor, module_id: uuid.UUID) -> Reading:
    """The client's own module with what was written in it; NotFound where it is hidden, closed or another's.

    Two statements, however large the programme is.
    """
    row = next((row for row in _given(viewer) if any(one["id"] == str(module_id) for one in row.modules)), None)
    if row is None:
        raise NotFound
    taken = _taken(viewer, row)
    part = taken.part(module_id)
    asks = any(_asks_for_answers(step) for step in part.of.steps)
    key = PersonKey(organisation_id=viewer.organisation_id, person_id=viewer.own_person, wrapped=row.key)
    wanted = [uuid.UUID(one["id"]) for one in row.modules] if asks else [module_id]
    found = opened(sealer_of(key), viewer.organisation_id, wanted)
    return Reading(taken, part, found, _known(row, found.values()), bytes(row.public or b""))


@dataclass(frozen=True)
class _Row:
    """What the one statement reads of a programme; of its course nothing, where a code opened it."""

    id: uuid.UUID
    version_id: uuid.UUID
    reply_days: int
    ended_at: datetime | None
    state: str | None
    scores: Mapping[str, Any]
    work_status: str | None
    sick_pay: bool | None
    team: str | None
    team_phone: str | None
    zone: str | None
    guide: str | None
    key: bytes
    public: bytes | None
    modules: Sequence[Mapping[str, Any]]

    @property
    def has_course(self) -> bool:
        return self.state is not None


# Every page of a programme pays for this read, so it is one prepared statement and not composed anew each time.
_COLUMNS = """
    a.id, a.version_id, a.reply_days, a.ended_at, e.state, e.scores::text, e.work_status_last, e.sick_pay_last,
    t.name, t.phone, t.zone, g.name, k.wrapped, b.public,
    (select json_agg(json_build_object(
         'id', m.id, 'module', m.module, 'opens', m.opens, 'opens_on', m.opens_on, 'opened_at', m.opened_at,
         'hidden_at', m.hidden_at, 'begun_at', m.begun_at, 'place', m.place, 'handed_in_at', m.handed_in_at,
         'reply_due_on', m.reply_due_on, 'answered_at', m.answered_at, 'answered_by', w.name,
         'news', exists (select 1 from selfhelp_remark r where r.organisation_id = m.organisation_id
                         and r.module_id = m.id and r.by_id is not null and r.read_at is null)
     ) order by m.position)::text
     from selfhelp_assignedmodule m left join people_user w on w.id = m.answered_by_id
     where m.organisation_id = a.organisation_id and m.assignment_id = a.id)
"""
_AROUND = """
    left join care_episode e on e.organisation_id = a.organisation_id and e.id = a.episode_id
    left join people_team t on t.id = e.team_id
    left join people_user g on g.id = e.responsible_id
    left join people_personkey k on k.organisation_id = a.organisation_id and k.person_id = a.person_id
    left join selfhelp_postbox b on b.organisation_id = a.organisation_id and b.person_id = a.person_id
"""
_OF = "a.organisation_id = %s and a.person_id = %s"
_ORDER = "order by a.ended_at is not null, a.given_at desc"
_GIVEN = f"select {_COLUMNS} from selfhelp_assignment a {_AROUND} where {_OF} {_ORDER}"  # noqa: S608  (our own words)
# The front page counts in the same statement what was given to read or go to; it waits for nothing more.
_HOME = f"""
    select r.given, r.fresh, {_COLUMNS}
    from (select count(*), count(*) filter (where opened_at is null) from selfhelp_recommendation
          where organisation_id = %s and person_id = %s and withdrawn_at is null) r(given, fresh)
    left join selfhelp_assignment a on {_OF} {_AROUND} {_ORDER}
"""  # noqa: S608  (our own words)


@dataclass(frozen=True)
class Home:
    """The programmes, and how many things were given to read or go to: in all, and not opened yet."""

    programmes: Sequence[Taken]
    given: int
    fresh: int


def home_of(viewer: Actor) -> Home:
    """What the client's front page shows of all this. One statement."""
    own = [viewer.organisation_id, viewer.own_person]
    with connection.cursor() as cursor:
        cursor.execute(_HOME, [*own, *own])
        rows = cursor.fetchall()
    programmes = [_taken(viewer, _row(*row[2:])) for row in rows if row[2] is not None]
    return Home(programmes, given=rows[0][0], fresh=rows[0][1])


def _given(viewer: Actor) -> Sequence[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN, [viewer.organisation_id, viewer.own_person])
        rows = cursor.fetchall()
    return [_row(*row) for row in rows]


def _row(*values: Any) -> _Row:
    found = _Row(*values)
    return replace(found, scores=json.loads(values[5] or "{}"), modules=json.loads(values[-1] or "[]"))


def _taken(viewer: Actor, row: _Row) -> Taken:
    viewer.show(viewer.own_person, Ground.OWN)
    programme = programme_in(row.version_id, viewer.language)
    zone = row.zone or viewer.zone
    return Taken(
        id=row.id,
        version_id=row.version_id,
        programme=programme,
        parts=tuple(_parts(row, programme, clock.today(zone))),
        is_read=row.has_course,
        guide=row.guide or "",
        reply_days=row.reply_days,
        is_running=row.ended_at is None and row.state != State.DISCHARGED,
        team=row.team or "",
        team_phone=row.team_phone or "",
        zone=zone,
    )


def _parts(row: _Row, programme: Programme, today: date) -> Sequence[Part]:
    parts: list[Part] = []
    for one in row.modules:
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


def _known(row: _Row, sheets: Iterable[SheetView]) -> Known:
    answers: dict[str, frozenset[str]] = {}
    for sheet in sheets:
        for answered in sheet.rows:
            for field, text in answered.items():
                answers[field] = answers.get(field, frozenset()) | set(text.split())
    return Known(
        is_case={name: _is_case(name, kept.get("last")) for name, kept in row.scores.items()},
        answers=answers,
        on_sick_leave=_on_sick_leave(row),
    )


def _is_case(name: str, score: Any) -> bool | None:
    return instrument(name).is_case(None if score is None else Decimal(str(score)))


def _on_sick_leave(row: _Row) -> bool | None:
    """By what was registered last; None where nobody has registered either."""
    if row.work_status in SICK_LEAVE or row.sick_pay:
        return True
    return False if row.work_status or row.sick_pay is False else None
