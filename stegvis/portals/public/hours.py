"""Opening hours in words: "Monday to Friday 08:00–15:30"."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.dateformat import time_format
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stegvis.people.queries.teams import Hours, Span


def in_words(week: Iterable[Hours]) -> list[str]:
    """One line for days with the same hours."""
    return [_line(hours) for hours in week]


def _line(hours: Hours) -> str:
    times = _(" and ").join(_span(span) for span in hours.spans)
    if hours.first == hours.last:
        return _("%(day)s %(times)s") % {"day": WEEKDAYS[hours.first], "times": times}
    days = {"first": WEEKDAYS[hours.first], "last": WEEKDAYS[hours.last], "times": times}
    return _("%(first)s to %(last)s %(times)s") % days


def _span(span: Span) -> str:
    spelling = pgettext("time format: hours and minutes", "H:i")
    return "\N{EN DASH}".join(time_format(moment, spelling) for moment in span)
