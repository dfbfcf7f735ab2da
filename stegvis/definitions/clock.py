"""The one clock: nothing else in the product asks the machine what time it is.

Instants are aware and in UTC; a date needs a zone, because midnight differs between places.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def _machine() -> datetime:
    return datetime.now(UTC)


# A plain module variable, not a context variable: a test or the demo that moves the clock
# moves it for every thread of its process, also those that serve requests.
_source: Callable[[], datetime] = _machine


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _source()


def today(zone: str) -> date:
    """The date on the wall in that IANA zone, such as Europe/Oslo."""
    return now().astimezone(ZoneInfo(zone)).date()


def at_wall(day: date, wall: time, zone: str) -> datetime:
    """The instant, in UTC, at which the wall of that zone shows this; of a repeated hour the first one.

    Raises ValueError for a time that is skipped in the night when the clocks go forward.
    """
    instant = datetime.combine(day, wall, ZoneInfo(zone)).astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).time() != wall:
        raise ValueError("The clocks go forward that night, and there is no such time.")
    return instant


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Stop the clock at an aware instant; the clock before is put back afterwards, also when nested."""
    if instant.tzinfo is None:
        raise ValueError("The clock can only stand at an instant that knows its zone.")
    with _reading(lambda: instant.astimezone(UTC)):
        yield


@contextmanager
def moved_by(delta: timedelta) -> Iterator[None]:
    """Move the clock that holds now by so much; it goes on running if it ran."""
    before = _source
    with _reading(lambda: before() + delta):
        yield


@contextmanager
def _reading(source: Callable[[], datetime]) -> Iterator[None]:
    global _source  # noqa: PLW0603  (the one clock is one variable, on purpose)
    before = _source
    _source = source
    try:
        yield
    finally:
        _source = before
