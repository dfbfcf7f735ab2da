"""A team's watch: when it is open, and who is named on which day. One statement; everything else is worked out."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection

from stegvis.definitions.calendar import ServiceHours, holidays_of
from stegvis.people.models import NotFound
from stegvis.people.queries.clinicians import CLINICAL

REACH = 62

# A person named on a day counts only while the account is active and the person treats people in the team that day.
READ = """
with clinician as (
    select m.user_id, m.since, coalesce(m.until, 'infinity') as until
    from people_membership m join people_user u on u.id = m.user_id and u.is_active
    join people_team t on t.organisation_id = m.organisation_id and (m.team_id = t.id or m.team_id is null)
    where t.id = %(team)s and m.role = any(%(clinical)s))
select o.country, t.alert_minutes,
    (select jsonb_agg(jsonb_build_array(h.weekday, h.opens, h.closes) order by h.weekday, h.opens)
     from people_openinghours h where h.team_id = t.id),
    (select array_agg(c.on) from people_closure c where c.team_id = t.id),
    (select jsonb_agg(jsonb_build_array(s.on, d.id, d.name, d.profession, b.id, b.name, b.profession,
        exists (select 1 from clinician c where c.user_id = d.id and s.on between c.since and c.until),
        exists (select 1 from clinician c where c.user_id = b.id and s.on between c.since and c.until)))
     from safety_dutyshift s join people_user d on d.id = s.duty_id join people_user b on b.id = s.substitute_id
     where s.organisation_id = t.organisation_id and s.team_id = t.id
       and s.on between %(first)s::date and %(last)s::date)
from people_team t join people_organisation o on o.id = t.organisation_id where t.id = %(team)s
"""


@dataclass(frozen=True)
class Named:
    """Somebody on the roster. `is_active`: treats people in the team on that day, with an account that works."""

    id: uuid.UUID
    name: str
    profession: str
    is_active: bool


@dataclass(frozen=True)
class Shift:
    duty: Named
    substitute: Named

    @property
    def is_whole(self) -> bool:
        return len(self.able) == 2

    @property
    def able(self) -> tuple[Named, ...]:
        """Those who can be on duty that day: the duty person first, then the one who steps in."""
        return tuple(one for one in (self.duty, self.substitute) if one.is_active)


@dataclass(frozen=True)
class Watch:
    """The hours of a team and its roster over the days that were read."""

    hours: ServiceHours
    alert_minutes: int
    shifts: dict[date, Shift]

    def is_open_on(self, day: date) -> bool:
        """Whether the team has opening hours that day; holidays and closed days have none."""
        hours = self.hours
        closed = day in hours.closed or day in holidays_of(hours.country, day.year)
        return not closed and bool(hours.weekly.get(day.weekday()))

    def due_at(self, at: datetime) -> datetime:
        """By when an alert of that instant must be read: so much service time later, whatever was answered.

        A team without opening hours has no service time to wait for, so its limit is that of the clock on the wall.
        """
        limit = timedelta(minutes=self.alert_minutes)
        return self.hours.after(at, limit) if self.hours.weekly else at + limit

    def reads_from(self, at: datetime) -> datetime:
        return self.hours.next_opening(at) if self.hours.weekly else at

    def day_of(self, at: datetime) -> date:
        """The team's local date."""
        return at.astimezone(ZoneInfo(self.hours.zone)).date()

    def named_at(self, at: datetime) -> tuple[Named, ...]:
        """Who can read what comes in at that instant, first the duty person: those of the next day the team is open."""
        shift = self.shifts.get(self.day_of(self.reads_from(at)))
        return shift.able if shift else ()

    def missing(self, first: date, days: int) -> tuple[date, ...]:
        """The open days, of so many from the first on, that lack a duty person or a substitute."""
        coming = (first + timedelta(days=number) for number in range(days))
        return tuple(day for day in coming if self.is_open_on(day) and not self._is_whole(day))

    def is_ever_open(self, first: date, days: int) -> bool:
        return any(self.is_open_on(first + timedelta(days=number)) for number in range(days))

    def _is_whole(self, day: date) -> bool:
        shift = self.shifts.get(day)
        return shift is not None and shift.is_whole


def coming_watch(team_id: uuid.UUID, zone: str, at: datetime) -> Watch:
    """From the local date of that instant, far enough to reach the next open day after a closing in summer."""
    return read_watch(team_id, zone, at.astimezone(ZoneInfo(zone)).date(), REACH)


def read_watch(team_id: uuid.UUID, zone: str, first: date, days: int) -> Watch:
    """The watch of a team over so many days from the first; raises NotFound for a team that does not exist."""
    values: dict[str, Any] = {
        "team": team_id,
        "clinical": CLINICAL,
        "first": first,
        "last": first + timedelta(days=days - 1),
    }
    with connection.cursor() as cursor:
        cursor.execute(READ, values)
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    country, alert_minutes, spans, closed, shifts = row
    hours = ServiceHours(
        zone=zone, country=country, weekly=_weekly(json.loads(spans or "[]")), closed=frozenset(closed or ())
    )
    return Watch(hours, alert_minutes, dict(_shift(entry) for entry in json.loads(shifts or "[]")))


def _weekly(spans: Iterable[tuple[int, str, str]]) -> dict[int, tuple[tuple[time, time], ...]]:
    weekly: dict[int, tuple[tuple[time, time], ...]] = {}
    for weekday, opens, closes in spans:
        span = (time.fromisoformat(opens), time.fromisoformat(closes))
        weekly[weekday] = (*weekly.get(weekday, ()), span)
    return weekly


def _shift(entry: list[Any]) -> tuple[date, Shift]:
    on, duty, duty_name, duty_profession, other, other_name, other_profession, duty_active, other_active = entry
    return date.fromisoformat(on), Shift(
        Named(uuid.UUID(duty), duty_name, duty_profession, duty_active),
        Named(uuid.UUID(other), other_name, other_profession, other_active),
    )
