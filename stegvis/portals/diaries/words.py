"""Entries, plans and the sleep window in words: what a field holds, what the rule gave and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from django.utils.dateformat import time_format
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from stegvis.definitions.programme import Block, Field
from stegvis.definitions.tools import Tool
from stegvis.definitions.tools.sleep import Rule, night
from stegvis.definitions.training import effort_words
from stegvis.portals.wording import figure, percent
from stegvis.selfhelp.queries.diaries import EntryView
from stegvis.selfhelp.queries.training import PrescriptionView
from stegvis.selfhelp.queries.windows import WindowView

Line = tuple[str, str]  # label and what was written

RULES = {
    Rule.FIRST: gettext_noop("First window: as long as the mean sleep, in whole five minutes."),
    Rule.FIRST_FLOOR: gettext_noop(
        "First window: the mean sleep is under five hours, and no window is shorter than that."
    ),
    Rule.LONGER: gettext_noop("85 per cent or more: 15 minutes longer."),
    Rule.SAME: gettext_noop("From 80 up to 85 per cent: the same for another week."),
    Rule.SHORTER: gettext_noop("Under 80 per cent: 15 minutes shorter."),
    Rule.FLOOR: gettext_noop("Under 80 per cent, but no window is shorter than five hours."),
}
EFFORTS = {
    "easy": gettext_noop("very easy"),
    "whole_sentences": gettext_noop("one can talk in whole sentences"),
    "short_sentences": gettext_noop("one can talk in short sentences"),
    "few_words": gettext_noop("one can say only a few words"),
}


@dataclass(frozen=True)
class SaidEntry:
    """An entry as lists show it: its lines, and what was worked out from it."""

    view: EntryView
    lines: Sequence[Line]
    sums: str


def said_entry(of: Tool, view: EntryView, zone: str) -> SaidEntry:
    assert of.entry is not None
    return SaidEntry(view, lines_of(of.entry, view.values), _sums(of, view, zone))


def lines_of(block: Block, values: Mapping[str, str]) -> list[Line]:
    """Every field that holds something, with its label."""
    return [(field.label, field_words(field, values[field.id])) for field in block.fields if values.get(field.id)]


def field_words(field: Field, text: str) -> str:
    """One answer as people say it."""
    if field.kind == "yes_no":
        return _("Yes") if text == "yes" else _("No")
    if field.kind in ("choice", "choices"):
        words = dict(field.choices)
        return ", ".join(words[choice] for choice in text.split() if choice in words)
    if field.kind == "time":
        return wall_time(time.fromisoformat(text))
    if field.kind == "number":
        return f"{figure(Decimal(text))} {field.unit}".strip()
    if field.kind == "scale":
        return _("%(value)s of %(most)s") % {"value": text, "most": field.most}
    return text


def hours(minutes: int) -> str:
    """ "6 h 15 min", as a table says it."""
    values = {"hours": minutes // 60, "minutes": minutes % 60}
    return pgettext("a length of time", "%(hours)s h %(minutes)s min") % values


def wall_time(wall: time) -> str:
    return time_format(wall, pgettext("time format: hours and minutes", "H:i"))


def week_words(nights: int, asleep: int, efficiency: Decimal) -> str:
    """The figures of the week that the rule goes by."""
    values = {"nights": nights, "asleep": hours(asleep), "efficiency": percent(efficiency)}
    return _("Mean of %(nights)s nights: %(asleep)s asleep, %(efficiency)s of the time in bed.") % values


def rule_words(rule: Rule) -> str:
    """Which line of the rule it was."""
    return _(RULES[rule])


def effort_said(effort: int) -> str:
    """ "4 of 10: you can say whole sentences"."""
    return _("%(effort)s of 10: %(words)s") % {"effort": effort, "words": _(EFFORTS[effort_words(effort)])}


def weekdays_said(weekdays: Sequence[int]) -> str:
    return ", ".join(str(WEEKDAYS[day]).lower() for day in weekdays)


def said_window(window: WindowView | None) -> dict[str, Any] | None:
    """A window in the words of a page."""
    if window is None:
        return None
    return {
        "bed": wall_time(window.bedtime),
        "up": wall_time(window.rises_at),
        "length": hours(window.minutes),
        "from": window.valid_from,
        "by": window.approved_by,
    }


def said_prescription(given: PrescriptionView, language: str) -> dict[str, Any]:
    """A prescription in the words of a page."""
    return {
        "name": given.kind.name[language],
        "how": given.kind.how[language],
        "days": weekdays_said(given.weekdays),
        "minutes": given.minutes,
        "effort": effort_said(given.effort),
        "from": given.starts_on,
        "weeks": given.weeks,
        "by": given.prescribed_by,
        "limits": given.limits,
        "words": given.words,
    }


def _sums(of: Tool, view: EntryView, zone: str) -> str:
    if of.name != "sleep_diary":
        return ""
    found = night(view.values, view.on, zone)
    return _("Slept %(asleep)s of %(in_bed)s in bed: %(efficiency)s") % {
        "asleep": hours(found.asleep),
        "in_bed": hours(found.in_bed),
        "efficiency": percent(found.efficiency),
    }
