"""The sleep window: the client asks for what the rule gives, a therapist approves it, or sets it aside."""

from __future__ import annotations

import uuid
from datetime import date, time, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stegvis.care.models import Episode
from stegvis.care.queries.access import works_with
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.tools.diary import nights
from stegvis.definitions.tools.sleep import FLOOR
from stegvis.notices.actions.notify import notify
from stegvis.people.actions.once import once
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.selfhelp.actions.keep_entry import check_can_write_tool
from stegvis.selfhelp.models import SleepWindow
from stegvis.selfhelp.queries.diaries import entries_of
from stegvis.selfhelp.queries.windows import proposal, windows_of

AHEAD = timedelta(days=14)
LONGEST = 720  # minutes: the database holds it too


@once(SleepWindow)
def propose_window(*, by: Actor, episode: Episode, rises_at: time, valid_from: date) -> SleepWindow:
    """What the rule gives from the diary, for a therapist to look at; a proposal that waits already is replaced.

    `valid_from` is the evening it begins. `episode` is from `own_episode`. Raises NotFound and Denied.
    """
    check_can_write_tool(by, episode, "sleep_window")
    today = clock.today(by.zone)
    if not today <= valid_from <= today + AHEAD:
        raise Denied(_("Choose a day to begin from today and two weeks ahead."))
    windows = windows_of(by, episode)
    if windows.coming is not None:
        raise Denied(_("You have a window already that has not begun. Begin with that one first."))
    slept = nights((each.entry for each in entries_of(by, episode, "sleep_diary")), by.zone)
    found = proposal(windows, slept, today)
    if found is None:
        raise Denied(_("The rule needs at least five nights of the last seven, and a week in the window you have."))
    _waiting(episode).update(set_aside_at=clock.now())
    return SleepWindow.objects.create(
        organisation_id=by.organisation_id,
        person_id=episode.person_id,
        episode=episode,
        rule=found.rule,
        proposed=found.minutes,
        minutes=found.minutes,
        rises_at=rises_at,
        valid_from=valid_from,
        nights=len(found.week.nights),
        asleep=found.week.asleep,
        efficiency=int(found.week.efficiency * 10),
        proposed_at=clock.now(),
    )


@once(SleepWindow)
def approve_window(*, by: Actor, episode: Episode, window_id: uuid.UUID, minutes: int, has_asked: bool) -> SleepWindow:
    """The window becomes the client's, as long as the rule says or longer.

    `has_asked`: the therapist has gone through what speaks against it. `episode` is from `episode_of`.
    Raises NotFound and Denied.
    """
    window = _held(by, episode, window_id)
    if not has_asked:
        raise Denied(_("Go through what speaks against a sleep window with the client first."))
    if minutes < max(FLOOR, window.proposed):
        raise Denied(_("You may set the window longer than the rule says, not shorter."))
    if minutes > LONGEST:
        raise Denied(_("A sleep window is at most twelve hours."))
    today = clock.today(by.zone)
    window.minutes = minutes
    window.valid_from = max(window.valid_from, today)  # nobody can begin yesterday
    window.approved_by_id = by.as_user
    window.approved_at = clock.now()
    window.save(update_fields=["minutes", "valid_from", "approved_by", "approved_at"])
    notify(by=by, text="something_new", person=episode.person)
    return window


@once(SleepWindow)
def set_window_aside(*, by: Actor, episode: Episode, window_id: uuid.UUID) -> SleepWindow:
    """The proposal is not used; the window of before stands. Raises NotFound and Denied."""
    window = _held(by, episode, window_id)
    window.set_aside_at = clock.now()
    window.save(update_fields=["set_aside_at"])
    return window


def _held(by: Actor, episode: Episode, window_id: uuid.UUID) -> SleepWindow:
    """A proposal that waits, held; for a therapist who works with the course."""
    if not (by.is_clinical and works_with(by, episode)):
        raise NotFound
    window = _all(episode).select_for_update(no_key=True).filter(pk=window_id).first()
    if window is None:
        raise NotFound
    if episode.state == State.DISCHARGED:
        raise Denied(_("This course of care has ended."))
    if window.approved_at is not None or window.set_aside_at is not None:
        raise Denied(_("Somebody has answered this proposal already. Read the page again."))
    return window


def _all(episode: Episode) -> QuerySet[SleepWindow]:
    return SleepWindow.objects.filter(organisation_id=episode.organisation_id, episode_id=episode.pk)


def _waiting(episode: Episode) -> QuerySet[SleepWindow]:
    return _all(episode).filter(approved_at=None, set_aside_at=None)
