"""Sentences of the caseload and the day: what a row says, worked out once, so that the list stays quick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as spell
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from stegvis.definitions import clock
from stegvis.definitions.instrument import instrument
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Level, Problem, label
from stegvis.people.models import Actor
from stegvis.portals.pictures import sparkline
from stegvis.portals.wording import NOTHING, change, clock_time, figure
from stegvis.questionnaires.queries.caseload import SHOWN, CaseRow, Line, Need

CHANGES = {
    "improved": gettext_noop("Surely better, %(change)s"),
    "worsened": gettext_noop("Surely worse, %(change)s"),
    "unchanged": gettext_noop("No sure change"),
    "": gettext_noop("Change %(change)s"),
}
HELP = {
    State.WAITING: gettext_noop("Waits for the assessment"),
    State.IN_ASSESSMENT: gettext_noop("In assessment"),
    State.WAITING_FOR_TREATMENT: gettext_noop("%(level)s, not begun"),
    State.IN_TREATMENT: gettext_noop("%(level)s, week %(week)s"),
    State.IN_FOLLOW_UP: gettext_noop("%(level)s, follow-up"),
}
ALERTS = {Need.UNREAD_ALERT: gettext_noop("Unread answer"), Need.READ_ALERT: gettext_noop("Open alert")}


@dataclass(frozen=True)
class ShownRow:
    """A row of the caseload, ready to be written. `is_strong`: the change, or what comes next, needs somebody."""

    episode: str
    name: str
    born: str
    problem: str
    help: str
    responsible: str
    curve: SafeString
    scores: tuple[str, ...]
    change: str
    change_is_strong: bool
    alert: str
    days: str
    next: str
    next_is_strong: bool
    needs: bool
    is_off_track: bool


def shown(row: CaseRow, viewer: Actor) -> ShownRow:
    main = row.lines[SHOWN[0]]
    return ShownRow(
        episode=str(row.episode),
        name=row.name or _("No name given"),
        born=_("Born %(year)s") % {"year": row.birth_year} if row.birth_year else "",
        problem=label(Problem(row.problem), viewer.language) if row.problem else _("Not assessed yet"),
        help=_help(row, viewer.language),
        responsible=row.responsible,
        curve=_curve(main),
        scores=tuple(figure(line.last) for line in row.lines.values()),
        change=change_words(row.change, SHOWN[0]),
        change_is_strong=row.change.change == "worsened",
        alert=_alert(row),
        days=NOTHING if row.days_since is None else str(row.days_since),
        next=next_words(row, viewer.zone),
        next_is_strong=row.need not in (Need.NONE, Need.WORSE),
        needs=row.need in (Need.UNREAD_ALERT, Need.READ_ALERT),
        is_off_track=row.is_off_track,
    )


def headline(needs: int) -> str:
    """How many need the therapist, as the page's heading."""
    if not needs:
        return _("Nobody needs you before the next talk")
    counted = _("One Two Three Four Five Six Seven Eight Nine Ten").split()
    number = counted[needs - 1] if needs <= len(counted) else str(needs)
    words = ngettext("%(number)s client needs you today", "%(number)s clients need you today", needs)
    return words % {"number": number}


def change_words(line: Line, main: str) -> str:
    """ "Surely better, −8"; names the instrument when it is not the one whose curve is drawn."""
    if line.count == 0:
        return _("No answers yet")
    if line.count == 1:
        return _("Only one answer")
    words = _(CHANGES[line.change]) % {"change": change(line.difference)}
    return words if line.title == instrument(main).title else f"{line.title}: {words[0].lower()}{words[1:]}"


def next_words(row: CaseRow, zone: str) -> str:
    """What comes next for the client, or what is late."""
    if row.need is Need.UNREAD_ALERT and row.alert_due_at:
        return _("Read before %(when)s") % {"when": soon(row.alert_due_at, zone)}
    if row.need is Need.READ_ALERT:
        return _("Close the alert")
    if row.overdue:
        days = ngettext("Questions %(n)s day late", "Questions %(n)s days late", row.overdue)
        return days % {"n": row.overdue}
    if row.next_at:
        return _("Talk %(when)s") % {"when": soon(row.next_at, zone)}
    return _("No time booked")


def soon(instant: datetime, zone: str) -> str:
    """ "at 12:00" for today, "Tuesday 13:00" within a week, "24 March 10:00" after it."""
    local = instant.astimezone(ZoneInfo(zone))
    today, at = clock.today(zone), clock_time(instant, zone)
    if local.date() == today:
        return pgettext("a time of today", "at %(time)s") % {"time": at}
    if today < local.date() < today + timedelta(days=7):
        return f"{spell(local, 'l')} {at}"
    return f"{spell(local, pgettext('date format: day and month', 'j F'))} {at}"


def _help(row: CaseRow, language: str) -> str:
    level = label(Level(row.level), language) if row.level else ""
    if row.state is State.IN_TREATMENT and not row.week:
        return level
    return _(HELP[row.state]) % {"level": level, "week": row.week}


def _curve(line: Line) -> SafeString:
    if not line.recent:
        return SafeString("")
    of = instrument(SHOWN[0])
    caseness = of.caseness.value if of.caseness else None
    return sparkline(line.recent, highest=of.range[1], caseness=caseness, label=line.title)


def _alert(row: CaseRow) -> str:
    return _(ALERTS[row.need]) if row.need in ALERTS else ""
