"""The pictures of a tool over time, and of training beside mood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stegvis.definitions.tools import Tool, tool
from stegvis.definitions.tools.diary import series
from stegvis.portals import pictures
from stegvis.portals.pictures import Strip
from stegvis.questionnaires.queries.curve import Course
from stegvis.selfhelp.queries.diaries import EntryView

# The instrument whose scores stand for mood where it is asked: PHQ-9, lower is better.
MOOD = "phq-9"


def drawn(of: Tool, entries: Sequence[EntryView], zone: str, today: date) -> SafeString | str:
    """Every curve of the tool; "" where it has none, or nothing to draw yet."""
    strips = strips_of(of, entries, zone)
    if not any(strip.points or strip.second for strip in strips):
        return ""
    return pictures.days(title=of.title, strips=strips, today=today, key=f"tool-{of.name}", caption=_caption(of))


def training_drawn(
    entries: Sequence[EntryView], moods: Sequence[EntryView], courses: Sequence[Course], zone: str, today: date
) -> SafeString | str:
    """Minutes and effort above the mood of the activity diary and the PHQ-9, over the same days."""
    log, schedule = tool("training", _language()), tool("activity_schedule", _language())
    strips = strips_of(log, entries, zone)
    if not any(strip.points for strip in strips):
        return ""
    strips += [strip for strip in strips_of(schedule, moods, zone)[:1] if strip.points]
    first = min(on for strip in strips for on, _value in strip.points)
    for course in courses:
        if course.instrument.split("@")[0] == MOOD:
            scores = [(point.on, point.score) for point in course.points if point.on >= first]
            title = _("%(name)s, lower is better") % {"name": course.title}
            strips.append(Strip(title, scores, course.highest))
    caption = _("They stand beside each other to talk about. One does not have to be the cause of the other.")
    return pictures.days(title=log.title, strips=strips, today=today, key="training", caption=caption)


def strips_of(of: Tool, entries: Sequence[EntryView], zone: str) -> list[Strip]:
    plain = [each.entry for each in entries if each.tool == of.name]
    found = []
    for curve in of.curves:
        points = series(of, curve.of, plain, zone, curve)
        # A sum has no greatest value of its own; a scale has.
        top = max([curve.most, *(float(value) for _on, value in points)]) if curve.is_sum else curve.most
        found.append(
            Strip(
                name=curve.label,
                points=points,
                highest=top,
                unit=curve.unit if curve.unit == "%" else "",
                is_bars=curve.is_sum,
                second=series(of, curve.second, plain, zone, curve) if curve.second else (),
                second_name=curve.second_label,
            )
        )
    return found


def _caption(of: Tool) -> str:
    return "" if of.is_daily else _("Several entries of a day are one point: their mean.")


def _language() -> str:
    return get_language() or "nb"
