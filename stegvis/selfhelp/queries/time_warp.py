"""Twelve weeks of a programme in a moment, for an invented client: what opens, what is sent, what is due. Pure.

It asks the same rules as the hourly job and the guide's answer (`definitions.guidance`), and writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from stegvis.definitions.guidance import (
    COMPLETION,
    DATE,
    THERAPIST,
    Passage,
    following,
    may_remind,
    noticed,
    opening,
    reply_due,
    unlocked,
)
from stegvis.definitions.programme import Programme

WEEKS = 12


class Habit(StrEnum):
    """What the invented client does."""

    WORKS = "works"  # looks at a module the day it opens, and hands it in two days before the next is meant
    FALLS_SILENT = "falls_silent"  # does the first module so, and is not seen again


class What(StrEnum):
    OPENED = "opened"
    HANDED_IN = "handed_in"
    REPLY_DUE = "reply_due"
    ANSWERED = "answered"
    NEWS = "news"  # the neutral notice that there is something new
    SILENT = "silent"  # a task for the therapist
    UNOPENED = "unopened"
    MISSED = "missed"
    REMINDER = "reminder"  # the neutral reminder


@dataclass(frozen=True)
class Event:
    """`day` counts from 1, the day on which the programme is given. `module`: the one it is about, if any."""

    day: int
    on: date
    what: What
    module: str = ""


@dataclass
class _Run:
    """The state of one run; a day at a time."""

    programme: Programme
    begins: date
    habit: Habit
    country: str
    reply_days: int
    closed: Collection[date]
    way: list[Passage]
    events: list[Event] = field(default_factory=list)
    due: dict[str, date] = field(default_factory=dict)
    known: set[tuple[str, str]] = field(default_factory=set)
    reminded_on: date | None = None

    def tell(self, on: date, what: What, module: str = "") -> None:
        self.events.append(Event((on - self.begins).days + 1, on, what, module))

    def news(self, on: date) -> None:
        """At most one a day, as `tell_news`."""
        if Event((on - self.begins).days + 1, on, What.NEWS) not in self.events:
            self.tell(on, What.NEWS)

    def change(self, module: str, **values: object) -> None:
        self.way = [replace(each, **values) if each.module == module else each for each in self.way]  # type: ignore[arg-type]

    def open(self, on: date, module: str) -> None:
        self.change(module, opened_on=on)
        self.tell(on, What.OPENED, module)


def run_ahead(
    programme: Programme,
    *,
    begins: date,
    habit: Habit,
    opens: str = "",
    country: str = "NO",
    reply_days: int = 2,
    closed: Collection[date] = (),
    weeks: int = WEEKS,
) -> Sequence[Event]:
    """Everything that happens in so many weeks, in its order.

    `opens` is what opens the modules after the first, the programme's own way where it is not said; by date, one
    opens each `programme.days`. The guide answers on the last day on which the answer is in time.
    """
    run = _Run(
        programme, begins, habit, country, reply_days, closed, _way(programme, begins, opens or programme.opening)
    )
    run.open(begins, run.way[0].module)
    for passed in range(weeks * 7):
        on = begins + timedelta(days=passed)
        for each in opening(run.way, on):
            run.open(on, each.module)
            run.news(on)
        _work(run, on)
        _answer(run, on)
        _notice(run, on)
    return tuple(run.events)


def _way(programme: Programme, begins: date, opens: str) -> list[Passage]:
    first, *others = programme.modules
    days = {each.id: begins + timedelta(days=programme.days * place) for place, each in enumerate(others, 1)}
    return [
        Passage(first.id, COMPLETION),
        *(Passage(each.id, opens, opens_on=days[each.id] if opens == DATE else None) for each in others),
    ]


def _work(run: _Run, on: date) -> None:
    """The client looks at what lies open, and hands in what was opened long enough ago."""
    for each in run.way:
        is_gone = run.habit is Habit.FALLS_SILENT and each.module != run.way[0].module
        if not each.lies_open or each.opened_on is None or is_gone:
            continue
        run.change(each.module, is_begun=True, seen_on=on)
        if (on - each.opened_on).days < max(run.programme.days - 2, 1):
            continue
        run.change(each.module, handed_in_on=on)
        run.tell(on, What.HANDED_IN, each.module)
        run.due[each.module] = reply_due(on, run.reply_days, run.country, run.closed)
        after = unlocked(run.way, each.module)
        if after:
            run.open(on, after.module)


def _answer(run: _Run, on: date) -> None:
    for module in [module for module, due in run.due.items() if due == on]:
        run.tell(on, What.REPLY_DUE, module)
        run.tell(on, What.ANSWERED, module)
        after = following(run.way, module)
        if after and after.opens == THERAPIST:
            run.open(on, after.module)
        run.news(on)


def _notice(run: _Run, on: date) -> None:
    new = [each for each in noticed(run.way, run.begins, on) if (each.why, each.key) not in run.known]
    for each in new:
        run.known.add((each.why, each.key))
        is_module = run.programme.module(each.key) is not None
        run.tell(on, What(each.why.value), each.key if is_module else "")
    if new and may_remind(run.reminded_on, on):
        run.reminded_on = on
        run.tell(on, What.REMINDER)
