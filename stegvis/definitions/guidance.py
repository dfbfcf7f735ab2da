"""The rules of guided self-help by day: when a reply is due, what opens, who has fallen silent. Knows no table.

The hourly job and the preview of twelve weeks both ask here, so that they can never say different things.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stegvis.definitions.calendar import is_working_day
from stegvis.definitions.programme.shapes import OPENINGS

# A week without being seen, and a week with a module that nobody has looked at: the modules are made for a week
# each, and internet clinics look for who falls silent week by week (facts/service.md).
SILENT_DAYS = 7
UNOPENED_DAYS = 7
MISSED_IN_A_ROW = 2
# Reminders never come closer than this, however many reasons there are.
REMINDER_DAYS = 7


# What opens a module: the one before it is handed in, the therapist opens it, or its day has come.
COMPLETION, THERAPIST, DATE = OPENINGS


class Why(StrEnum):
    """What is noticed of a client who may be falling off."""

    SILENT = "silent"
    MISSED = "missed"
    UNOPENED = "unopened"


@dataclass(frozen=True)
class Passage:
    """One module as its clock sees it, in the order of the programme; days are the team's."""

    module: str
    opens: str
    opens_on: date | None = None
    opened_on: date | None = None
    is_hidden: bool = False
    is_begun: bool = False
    seen_on: date | None = None
    handed_in_on: date | None = None

    @property
    def lies_open(self) -> bool:
        """Whether something in it waits for the client."""
        return self.opened_on is not None and self.handed_in_on is None and not self.is_hidden


@dataclass(frozen=True)
class Noticed:
    """One thing noticed; `key` names what it is about, so that it is noticed once."""

    why: Why
    key: str


def reply_due(written_on: date, days: int, country: str, closed: Collection[date] = ()) -> date:
    """The last day on which a reply comes in time: `days` working days after what was written."""
    day, left = written_on, days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, country, frozenset(closed))
    return day


def opening(passages: Iterable[Passage], today: date) -> list[Passage]:
    """The modules whose day has come and that are not open yet. A hidden one stays closed until it is shown."""
    return [
        each
        for each in passages
        if each.opens == DATE
        and each.opens_on is not None
        and each.opens_on <= today
        and each.opened_on is None
        and not each.is_hidden
    ]


def following(passages: Sequence[Passage], module: str) -> Passage | None:
    """The module after this one that is neither hidden nor open yet; None when the way is at its end."""
    place = next(place for place, each in enumerate(passages) if each.module == module)
    waiting = (each for each in passages[place + 1 :] if not each.is_hidden and each.opened_on is None)
    return next(waiting, None)


def unlocked(passages: Sequence[Passage], module: str) -> Passage | None:
    """The module that opens because this one was handed in; None where a therapist or a date opens the next."""
    after = following(passages, module)
    return after if after and after.opens == COMPLETION else None


def silent_since(passages: Iterable[Passage], given_on: date) -> date | None:
    """The day from which a client has been silent; None while nothing lies open that waits for the client.

    Who waits for the therapist is not silent: days count from when there was something to do.
    """
    everything = list(passages)
    opened = [each.opened_on for each in everything if each.lies_open and each.opened_on]
    if not opened:
        return None
    seen = [each.seen_on for each in everything if each.seen_on]
    return max([given_on, min(opened), *seen])


def missed_in_a_row(contacts: Iterable[tuple[str, bool]]) -> str | None:
    """The first of the appointments missed since the client last came; None when fewer than two in a row.

    `contacts` are (key, whether the client came), oldest first, without those that were cancelled.
    """
    row: list[str] = []
    for key, came in contacts:
        row = [] if came else [*row, key]
    return row[0] if len(row) >= MISSED_IN_A_ROW else None


def noticed(passages: Sequence[Passage], given_on: date, today: date, missed: str | None = None) -> list[Noticed]:
    """Everything there is to notice today; whoever asks leaves out what was noticed before."""
    found = []
    since = silent_since(passages, given_on)
    if since is not None and (today - since).days >= SILENT_DAYS:
        found.append(Noticed(Why.SILENT, since.isoformat()))
    if missed is not None:
        found.append(Noticed(Why.MISSED, missed))
    found += [
        Noticed(Why.UNOPENED, each.module)
        for each in passages
        if each.lies_open and not each.is_begun and each.opened_on and (today - each.opened_on).days >= UNOPENED_DAYS
    ]
    return found


def may_remind(last_reminded_on: date | None, today: date) -> bool:
    """Whether a reminder may go out today."""
    return last_reminded_on is None or (today - last_reminded_on).days >= REMINDER_DAYS
