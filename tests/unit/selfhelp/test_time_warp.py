"""Twelve weeks in a moment: every opening, reply and reminder, by the rules that the job keeps."""

from __future__ import annotations

from datetime import date

from stegvis.definitions.programme import read
from stegvis.selfhelp.queries.time_warp import Event, Habit, What, run_ahead
from tests.programmes import small_programme

MONDAY = date(2026, 3, 2)
PROGRAMME = read(small_programme(modules=3), "nb")


def told(events: tuple[Event, ...] | list[Event], *wanted: What) -> list[tuple[int, str, str]]:
    return [(each.day, each.what.value, each.module) for each in events if each.what in wanted]


def run(habit: Habit = Habit.WORKS, opens: str = "completion", **values: object) -> list[Event]:
    return list(run_ahead(PROGRAMME, begins=MONDAY, habit=habit, opens=opens, **values))  # type: ignore[arg-type]


def test_who_works_meets_each_module_and_is_never_reminded() -> None:
    events = run()
    assert told(events, What.OPENED, What.HANDED_IN) == [
        (1, "opened", "m1"), (6, "handed_in", "m1"), (6, "opened", "m2"), (11, "handed_in", "m2"),
        (11, "opened", "m3"), (16, "handed_in", "m3"),
    ]  # fmt: skip
    assert told(events, What.REMINDER, What.SILENT, What.UNOPENED) == []


def test_replies_are_due_in_working_days() -> None:
    """Handed in on a Saturday: Tuesday. In the week before Easter the days stand still."""
    assert told(run(), What.REPLY_DUE)[0] == (9, "reply_due", "m1")
    easter = run_ahead(PROGRAMME, begins=date(2026, 3, 27), habit=Habit.WORKS, opens="completion")
    assert next(each.on for each in easter if each.what is What.REPLY_DUE) == date(2026, 4, 8)


def test_the_therapist_opens_the_next_with_the_answer_and_one_notice_is_sent() -> None:
    events = run(opens="therapist")
    assert told([each for each in events if each.day == 9], *What) == [
        (9, "reply_due", "m1"), (9, "answered", "m1"), (9, "opened", "m2"), (9, "news", ""),
    ]  # fmt: skip


def test_who_falls_silent_is_noticed_once_and_reminded_once_a_week_at_most() -> None:
    events = run(Habit.FALLS_SILENT)
    assert told(events, What.SILENT, What.UNOPENED, What.REMINDER) == [
        (13, "silent", ""), (13, "unopened", "m2"), (13, "reminder", ""),
    ]  # fmt: skip


def test_modules_that_open_by_date_open_though_nobody_comes() -> None:
    events = run(Habit.FALLS_SILENT, opens="date")
    assert told(events, What.OPENED) == [(1, "opened", "m1"), (8, "opened", "m2"), (15, "opened", "m3")]
    assert told(events, What.UNOPENED) == [(15, "unopened", "m2"), (22, "unopened", "m3")]
    assert told(events, What.REMINDER) == [(15, "reminder", ""), (22, "reminder", "")]


def test_nothing_is_told_after_the_weeks_asked_for() -> None:
    assert max(each.day for each in run(weeks=1)) <= 7
