"""The time of an appointment as a notice says it, in the recipient's language and the team's zone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as spell
from django.utils.translation import gettext, override, pgettext


def when(instant: datetime, *, zone: str, language: str) -> str:
    """ "tirsdag 17. mars kl. 12.00", the same words as on pages (portals.wording)."""
    local = instant.astimezone(ZoneInfo(zone))
    with override(language):
        day = spell(local, pgettext("date format: weekday, day and month", "l j F"))
        time = spell(local, pgettext("time format: hours and minutes", "H:i"))
        return gettext("%(day)s at %(time)s") % {"day": day, "time": time}
