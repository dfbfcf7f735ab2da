"""What a client has written in diaries and plans, opened. The course comes from `own_episode` or `episode_of`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DateField, QuerySet, Value

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.tools import Entry
from stegvis.people.models import Actor, NotFound
from stegvis.people.sealing import Sealer, sealer_of
from stegvis.selfhelp.models import DiaryEntry, Plan

# What a page shows and draws: eight weeks, as long as a programme.
SHOWN = timedelta(weeks=8)
Rows = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class EntryView:
    """One entry. `version` is what a form that changes it is made from."""

    id: uuid.UUID
    tool: str
    on: date
    values: Mapping[str, str]
    version: int
    saved_at: datetime

    @property
    def entry(self) -> Entry:
        return Entry(self.on, self.values)


@dataclass(frozen=True)
class PlanView:
    """A plan as it stands; `version` 0 before anything is written."""

    tool: str
    rows: Rows = ()
    version: int = 0
    saved_at: datetime | None = None


def entries_of(viewer: Actor, episode: Episode, *tools: str, since: date | None = None) -> Sequence[EntryView]:
    """Entries of these tools (of all, where none is named), newest first; one statement."""
    first = since or clock.today(viewer.zone) - SHOWN
    found = _entries(viewer, episode).filter(on__gt=first)
    rows = (found.filter(tool__in=tools) if tools else found).order_by("-on", "-made_at")
    sealer = sealer_of(episode.person.key)
    return tuple(_entry(sealer, row) for row in rows)


def entry_of(viewer: Actor, episode: Episode, tool: str, entry_id: uuid.UUID) -> EntryView:
    """One entry of that tool; raises NotFound."""
    row = _entries(viewer, episode).filter(tool=tool, pk=entry_id).first()
    if row is None:
        raise NotFound
    return _entry(sealer_of(episode.person.key), row)


def plans_of(viewer: Actor, episode: Episode) -> Mapping[str, PlanView]:
    """Every plan of the course by tool; one statement."""
    sealer = sealer_of(episode.person.key)
    rows = Plan.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk)
    return {row.tool: PlanView(row.tool, open_plan(sealer, row), row.version, row.saved_at) for row in rows}


def written_in(viewer: Actor, episode: Episode) -> tuple[Sequence[EntryView], Mapping[str, PlanView]]:
    """What `entries_of` gives of every tool, and `plans_of`; one statement for both."""
    columns = ("pk", "tool", "version", "saved_at")
    entries = _entries(viewer, episode).filter(on__gt=clock.today(viewer.zone) - SHOWN)
    plans = Plan.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk)
    no_day = Value(None, output_field=DateField())
    rows = entries.values_list(*columns, "on", "made_at", "entry_sealed").union(
        plans.values_list(*columns, no_day, "saved_at", "plan_sealed"), all=True
    )
    sealer = sealer_of(episode.person.key)
    found, documents = [], {}
    for pk, name, version, saved_at, on, _made_at, sealed in sorted(rows, key=_newest_first, reverse=True):
        if on is None:
            documents[name] = PlanView(name, _opened_plan(sealer, sealed, pk), version, saved_at)
        else:
            found.append(EntryView(pk, name, on, _opened_entry(sealer, sealed, pk), version, saved_at))
    return found, documents


def seal_entry(sealer: Sealer, values: Mapping[str, str], row: uuid.UUID) -> bytes:
    return sealer.seal(_json(values), table="selfhelp_diaryentry", column="entry_sealed", row=row)


def open_entry(sealer: Sealer, row: DiaryEntry) -> dict[str, str]:
    return _opened_entry(sealer, row.entry_sealed, row.pk)


def seal_plan(sealer: Sealer, rows: Sequence[Mapping[str, str]], row: uuid.UUID) -> bytes:
    return sealer.seal(_json(rows), table="selfhelp_plan", column="plan_sealed", row=row)


def open_plan(sealer: Sealer, row: Plan) -> Rows:
    return _opened_plan(sealer, row.plan_sealed, row.pk)


def _opened_entry(sealer: Sealer, sealed: bytes | memoryview, row: uuid.UUID) -> dict[str, str]:
    return dict(json.loads(sealer.unseal(sealed, table="selfhelp_diaryentry", column="entry_sealed", row=row)))


def _opened_plan(sealer: Sealer, sealed: bytes | memoryview, row: uuid.UUID) -> Rows:
    return tuple(json.loads(sealer.unseal(sealed, table="selfhelp_plan", column="plan_sealed", row=row)))


def _newest_first(row: tuple[Any, ...]) -> tuple[date, datetime]:
    return row[4] or date.min, row[5]


def _entries(viewer: Actor, episode: Episode) -> QuerySet[DiaryEntry]:
    return DiaryEntry.objects.filter(organisation_id=viewer.organisation_id, episode_id=episode.pk)


def _entry(sealer: Sealer, row: DiaryEntry) -> EntryView:
    return EntryView(row.pk, row.tool, row.on, open_entry(sealer, row), row.version, row.saved_at)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
