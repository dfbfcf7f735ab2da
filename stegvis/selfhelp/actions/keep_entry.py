"""Keeping an entry of a diary. Two forms for the same entry: the later one is told, and nothing is written over."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.tools import Entry, Tool, bad_entry, tool
from stegvis.definitions.tools.diary import Misfit
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import Sealer, sealer_of
from stegvis.selfhelp.models import DiaryEntry
from stegvis.selfhelp.queries.diaries import open_entry, seal_entry
from stegvis.selfhelp.queries.tools import tools_of

BACK = timedelta(days=60)


class BadEntry(ValueError):  # noqa: N818  (it is an answer, not a fault)
    """Something in the entry cannot be kept. Carries where and why, never what was written. Nothing was stored."""

    def __init__(self, misfits: Sequence[Misfit]) -> None:
        super().__init__(f"{len(misfits)} answers of a diary entry cannot be kept.")
        self.misfits = tuple(misfits)


class OutdatedEntry(Exception):  # noqa: N818
    """The entry was changed since the form was made. Carries what stands; nothing was written."""

    def __init__(self, entry_id: uuid.UUID, values: Mapping[str, str], version: int) -> None:
        super().__init__("The entry was changed in the meantime.")
        self.entry_id, self.values, self.version = entry_id, values, version


def check_can_write_tool(by: Actor, episode: Episode, name: str) -> None:
    """Raise unless the client writes in a running course of their own, with a tool that is theirs."""
    if not by.is_client or episode.person_id != by.own_person or name not in tools_of(by, episode):
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("Your course has ended. You can read what stands here, but not write more."))


@once(DiaryEntry)
def keep_entry(
    *,
    by: Actor,
    episode: Episode,
    name: str,
    on: date,
    values: Mapping[str, str],
    entry_id: uuid.UUID | None = None,
    version: int = 0,
) -> DiaryEntry:
    """Keep a new entry about the day `on`, or `entry_id` as it was at `version`. `episode` is from `own_episode`.

    Raises NotFound, Denied, BadEntry, and OutdatedEntry: for a daily tool also when the day has an entry already.
    """
    check_can_write_tool(by, episode, name)
    of = tool(name, by.language)
    if of.entry is None:
        raise NotFound
    today = clock.today(by.zone)
    if not today - BACK <= on <= today:
        raise Denied(_("Choose a day from today and two months back."))
    kept, misfits = bad_entry(of, values, on, by.zone)
    if misfits:
        raise BadEntry(misfits)
    sealer = sealer_of(episode.person.key)
    standing = _standing(episode, of, on, entry_id)
    if standing is None:
        return _begin(episode, of, Entry(on, kept), sealer)
    before = open_entry(sealer, standing)
    if before == kept and standing.on == on:
        return standing
    if standing.version != version:
        raise OutdatedEntry(standing.pk, before, standing.version)
    standing.entry_sealed = seal_entry(sealer, kept, standing.pk)
    standing.on = on
    standing.version += 1
    standing.saved_at = clock.now()
    standing.save(update_fields=["entry_sealed", "on", "version", "saved_at"])
    return standing


def _standing(episode: Episode, of: Tool, on: date, entry_id: uuid.UUID | None) -> DiaryEntry | None:
    """The entry that would be changed, held. The course is held too, so that two new ones of a day come in turn."""
    Episode.objects.select_for_update(no_key=True).only("pk").get(
        organisation_id=episode.organisation_id, pk=episode.pk
    )
    rows = DiaryEntry.objects.select_for_update(no_key=True).filter(
        organisation_id=episode.organisation_id, episode_id=episode.pk, tool=of.name
    )
    same_day = rows.filter(on=on).first() if of.is_daily else None
    if entry_id is None:
        return same_day
    found = rows.filter(pk=entry_id).first()
    if found is None:
        raise NotFound
    if same_day is not None and same_day.pk != found.pk:
        raise Denied(_("There is an entry for that day already. Change that one instead."))
    return found


def _begin(episode: Episode, of: Tool, entry: Entry, sealer: Sealer) -> DiaryEntry:
    row, now = uuid.uuid4(), clock.now()
    return DiaryEntry.objects.create(
        id=row,
        organisation_id=episode.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        tool=of.name,
        on=entry.on,
        is_daily=of.is_daily,
        entry_sealed=seal_entry(sealer, entry.values, row),
        made_at=now,
        saved_at=now,
    )
