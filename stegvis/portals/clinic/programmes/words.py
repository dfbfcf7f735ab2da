"""Sentences about a client's programme: how far each module is, what was noticed, what happens when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from stegvis.definitions.guidance import Why
from stegvis.definitions.programme import Programme
from stegvis.library.queries.programmes import programme_in
from stegvis.people.models import Actor
from stegvis.portals.wording import day_short
from stegvis.selfhelp.models import AssignedModule, Assignment, ModuleState, Opens
from stegvis.selfhelp.queries.given import modules_of
from stegvis.selfhelp.queries.guide import ToReach
from stegvis.selfhelp.queries.ledger import LedgerLine
from stegvis.selfhelp.queries.time_warp import Event, What

CLOSED = {
    Opens.COMPLETION: gettext_noop("Closed, opens when the one before it is handed in"),
    Opens.THERAPIST: gettext_noop("Closed, opens when you open it"),
    Opens.DATE: gettext_noop("Closed, opens %(day)s"),
}
WHY = {
    Why.SILENT: gettext_noop("Not seen for a week"),
    Why.MISSED: gettext_noop("Two appointments missed in a row"),
    Why.UNOPENED: gettext_noop("Opened a week ago and not looked at"),
}
EVENTS = {
    What.OPENED: gettext_noop("Opens: %(title)s"),
    What.HANDED_IN: gettext_noop("The client hands in: %(title)s"),
    What.REPLY_DUE: gettext_noop("Last day for your answer: %(title)s"),
    What.ANSWERED: gettext_noop("You answer: %(title)s"),
    What.NEWS: gettext_noop("Message to the client: there is something new"),
    What.SILENT: gettext_noop("Task for you: the client has not been seen for a week"),
    What.UNOPENED: gettext_noop("Task for you: nobody has looked at %(title)s for a week"),
    What.MISSED: gettext_noop("Task for you: two appointments missed in a row"),
    What.REMINDER: gettext_noop("Message to the client: a neutral reminder"),
}


@dataclass(frozen=True)
class ModuleWords:
    """A module as its row shows it. `minutes`: time on its pages, roughly."""

    id: uuid.UUID
    title: str
    state: str
    words: str
    answer_by: date | None
    minutes: int
    seen_at: datetime | None
    is_first: bool = False
    is_last: bool = False

    @property
    def is_hidden(self) -> bool:
        return self.state == ModuleState.HIDDEN

    @property
    def is_done(self) -> bool:
        return self.state in (ModuleState.HANDED_IN, ModuleState.ANSWERED)

    @property
    def is_closed(self) -> bool:
        return self.state == ModuleState.CLOSED


@dataclass(frozen=True)
class GivenWords:
    """A programme of a client, ready to be written."""

    id: uuid.UUID
    title: str
    given_at: datetime
    given_by: str
    ended_at: datetime | None
    reply_days: int
    modules: Sequence[ModuleWords]

    @property
    def done(self) -> int:
        return sum(each.is_done for each in self.modules)

    @property
    def minutes(self) -> int:
        return sum(each.minutes for each in self.modules)


def given_words(given: Assignment, viewer: Actor, today: date) -> GivenWords:
    programme = programme_in(given.version_id, viewer.language)
    rows = modules_of(given)
    last = len(rows) - 1
    return GivenWords(
        id=given.pk,
        title=programme.title,
        given_at=given.given_at,
        given_by=given.given_by.name if given.given_by else "",
        ended_at=given.ended_at,
        reply_days=given.reply_days,
        modules=[
            module_words(row, programme, today, is_first=place == 0, is_last=place == last)
            for place, row in enumerate(rows)
        ],
    )


def module_words(
    row: AssignedModule, programme: Programme, today: date, *, is_first: bool = False, is_last: bool = False
) -> ModuleWords:
    found = programme.module(row.module)
    state = row.state(today)
    return ModuleWords(
        id=row.pk,
        title=found.title if found else _("A module that this version no longer has"),
        state=state,
        words=_state(row, state, today),
        answer_by=row.reply_due_on,
        minutes=round(row.seconds / 60),
        seen_at=row.seen_at,
        is_first=is_first,
        is_last=is_last,
    )


def _state(row: AssignedModule, state: ModuleState, today: date) -> str:
    if state is ModuleState.HIDDEN:
        return _("Hidden")
    if state is ModuleState.ANSWERED:
        return _("Answered by %(name)s") % {"name": row.answered_by.name} if row.answered_by else _("Answered")
    if state is ModuleState.HANDED_IN:
        return _("Handed in")
    if state is ModuleState.OPEN:
        return _("Begun") if row.begun_at else _("Open, not looked at yet")
    on = day_short(row.opens_on, today=today) if row.opens_on else ""
    return _(CLOSED[Opens(row.opens)]) % {"day": on}


def reach_words(one: ToReach) -> str:
    """Why the client is on the list."""
    words = _(WHY[one.why])
    return f"{words}: {one.title}" if one.title else words


def said_line(line: LedgerLine, programme: Programme) -> tuple[LedgerLine, str]:
    """A line of the ledger, and what was noticed in words."""
    module = programme.module(line.key) if line.why == Why.UNOPENED else None
    words = _(WHY[Why(line.why)])
    return line, f"{words}: {module.title}" if module else words


def said_event(event: Event, programme: Programme) -> tuple[Event, str, bool]:
    """An event, its words, and whether it is something for the therapist to do."""
    module = programme.module(event.module) if event.module else None
    is_task = event.what in (What.REPLY_DUE, What.SILENT, What.UNOPENED, What.MISSED)
    return event, _(EVENTS[event.what]) % {"title": module.title if module else ""}, is_task
