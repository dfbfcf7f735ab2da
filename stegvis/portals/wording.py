"""Dates, times and figures as people say them, in the language of the page. Must not know a room or a row."""

from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import formats, timezone
from django.utils.dateformat import format as spell
from django.utils.translation import gettext, pgettext

from stegvis.definitions import clock

MINUS: Final = "\N{MINUS SIGN}"
NOTHING: Final = "\N{EN DASH}"
HARD_SPACE: Final = "\N{NO-BREAK SPACE}"
Number = Decimal | int | float


def zone_of(zone: tzinfo | str | None) -> tzinfo:
    """The zone to speak in: a name ("Europe/Oslo"), a zone, or, given nothing, that of the request."""
    if isinstance(zone, tzinfo):
        return zone
    return ZoneInfo(zone) if zone else timezone.get_current_timezone()


def local(instant: datetime, zone: tzinfo | str | None) -> datetime:
    """The wall clock of the zone at that instant."""
    return instant.astimezone(zone_of(zone))


def today(zone: tzinfo | str | None) -> date:
    """The date on the wall of that zone."""
    return clock.now().astimezone(zone_of(zone)).date()


def day(on: date, *, today: date) -> str:
    """ "tirsdag 17. mars"; the year is said only when it is not the present one."""
    if on.year == today.year:
        return spell(on, pgettext("date format: weekday, day and month", "l j F"))
    return spell(on, pgettext("date format: weekday, day, month and year", "l j F Y"))


def day_short(on: date, *, today: date) -> str:
    """ "17. mars", for tables; the year is said only when it is not the present one."""
    if on.year == today.year:
        return spell(on, pgettext("date format: day and month", "j F"))
    return day_full(on)


def day_full(on: date) -> str:
    """ "3. mai 1988": always with the year, as for a date of birth."""
    return spell(on, pgettext("date format: day, month and year", "j F Y"))


def clock_time(instant: datetime, zone: tzinfo | str | None = None) -> str:
    """ "12.00" in Norwegian and Swedish, "12:00" in English."""
    return spell(local(instant, zone), pgettext("time format: hours and minutes", "H:i"))


def wall(instant: datetime, zone: tzinfo | str | None = None) -> str:
    """ "tirsdag 17. mars kl. 12.00", as the clock on that wall shows it."""
    place = zone_of(zone)
    words = day(local(instant, place).date(), today=today(place))
    return gettext("%(day)s at %(time)s") % {"day": words, "time": clock_time(instant, place)}


def figure(value: Number | None, decimals: int | None = None) -> str:
    """A number with the language's decimal mark; rounded half up when decimals are asked for."""
    if value is None:
        return NOTHING
    number = Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    words = formats.number_format(abs(number), use_l10n=True, force_grouping=abs(number) >= 10_000)
    return f"{MINUS}{words}" if number < 0 else words


def percent(value: Number | None, decimals: int = 1) -> str:
    """A value already in per cent: "48,9 %" or, in English, "48.9%"."""
    if value is None:
        return NOTHING
    return pgettext("per cent", "%(figure)s%%") % {"figure": figure(value, decimals)}


def change(value: Number | None) -> str:
    """A difference with its sign: "+6", "−8", "0"."""
    if value is None:
        return NOTHING
    return f"+{figure(value)}" if value > 0 else figure(value)
