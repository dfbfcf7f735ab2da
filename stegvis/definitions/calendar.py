"""Working days and a team's opening hours: what counts as service time, and when the next hour of it is.

Opening hours are wall time in the team's zone: eight o'clock stays eight o'clock when the clock changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

COUNTRIES = ("NO", "SE")
Window = tuple[time, time]

# Closed beside the public holidays. The eves of Christmas and New Year are ordinary days by law in Norway and
# days off in practice; Swedish law (semesterlagen 3 a §) counts them and Midsummer Eve as Sundays, which the
# library lists as de facto holidays. A wait or a deadline must not lean on anybody reading on those days.
_EVES = ((12, 24), (12, 31))
# A team that does not open within this time has no hours that anybody could wait for.
_HORIZON = timedelta(days=400)


@cache
def holidays_of(country: str, year: int) -> frozenset[date]:
    """Every day of that year on which services of that country are closed; Saturdays are not among them."""
    if country not in COUNTRIES:
        raise ValueError(f"The holidays of {country!r} are not known; known are {' and '.join(COUNTRIES)}.")
    eves = {date(year, month, day) for month, day in _EVES}
    if country == "SE":
        found = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"))
    else:
        found = holidays.country_holidays("NO", years=year)
    return frozenset(found) | eves


def is_working_day(day: date, country: str, closed: frozenset[date] | tuple[date, ...] = ()) -> bool:
    """Monday to Friday, no holiday, and none of the team's own closed days."""
    return day.weekday() < 5 and day not in holidays_of(country, day.year) and day not in closed


def working_days_between(first: date, last: date, country: str, closed: frozenset[date] | tuple[date, ...] = ()) -> int:
    """How many working days lie after `first`, up to and with `last`; 0 when `last` is not later."""
    days = (first + timedelta(days=passed) for passed in range(1, (last - first).days + 1))
    return sum(is_working_day(day, country, closed) for day in days)


@dataclass(frozen=True)
class ServiceHours:
    """When a team is open: windows of wall time by weekday (Monday is 0), less holidays and closed days.

    A window that ends at midnight is written with 00:00 as its end. A wall time that a night of clock change
    skips or repeats is taken as the first one.
    """

    zone: str
    country: str
    weekly: Mapping[int, tuple[Window, ...]]
    closed: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for weekday, windows in self.weekly.items():
            if weekday not in range(7):
                raise ValueError(f"A week has the days 0 (Monday) to 6 (Sunday), not {weekday}.")
            if any(end <= start and end != time.min for start, end in windows):
                raise ValueError("A team's opening hours must end later than they start.")
            if any(end > start or end == time.min for (_, end), (start, _) in pairwise(windows)):
                raise ValueError("A team's opening hours must stand in order and not overlap.")
        object.__setattr__(self, "weekly", MappingProxyType(dict(self.weekly)))
        holidays_of(self.country, 2000)
        ZoneInfo(self.zone)

    def is_open(self, instant: datetime) -> bool:
        """Whether the team is there at that instant; the closing minute itself is closed."""
        return next((opening <= instant for opening, _ in self._windows_from(instant)), False)

    def next_opening(self, instant: datetime) -> datetime:
        """The first instant, from this one on, at which the team is open; this one when it is open now."""
        return max(instant.astimezone(UTC), self._first(instant)[0])

    def after(self, instant: datetime, service_time: timedelta) -> datetime:
        """The instant at which so much service time has passed; what ends at closing time ends then."""
        if service_time < timedelta(0):
            raise ValueError("Service time can only be counted forward.")
        left, moment = service_time, instant.astimezone(UTC)
        while True:
            opening, closing = self._first(moment)
            start = max(moment, opening)
            if start + left <= closing:
                return start + left
            left -= closing - start
            moment = closing

    def _first(self, instant: datetime) -> tuple[datetime, datetime]:
        """The window that holds the instant, or the next one."""
        for opening, closing in self._windows_from(instant):
            return opening, closing
        raise ValueError("This team has no opening hours in the coming year, so nothing can be due.")

    def _windows_from(self, instant: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The windows that end after the instant, in UTC, as far as the horizon."""
        if instant.tzinfo is None:
            raise ValueError("Opening hours need an instant that knows its zone.")
        # A window may end at midnight, so none that starts the day before yesterday can still be open.
        day = instant.astimezone(self._zone_info).date() - timedelta(days=1)
        for _ in range(_HORIZON.days):
            if day not in self.closed and day not in holidays_of(self.country, day.year):
                for start, end in self.weekly.get(day.weekday(), ()):
                    closing = self._at(day + timedelta(days=1) if end == time.min else day, end)
                    if closing > instant:
                        yield self._at(day, start), closing
            day += timedelta(days=1)

    def _at(self, day: date, wall_time: time) -> datetime:
        return datetime.combine(day, wall_time, self._zone_info).astimezone(UTC)

    @cached_property
    def _zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
