"""The rules of guidance by day: replies over weekends and holidays, what opens, who has fallen silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stegvis.definitions.guidance import (
    Noticed,
    Passage,
    Why,
    following,
    may_remind,
    missed_in_a_row,
    noticed,
    opening,
    reply_due,
    silent_since,
    unlocked,
)

MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def passage(module: str = "m1", **values: object) -> Passage:
    return replace(Passage(module, "completion"), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "due", "country", "why"),
    [
        (date(2026, 3, 2), date(2026, 3, 4), "NO", "Monday: Wednesday"),
        (date(2026, 3, 5), date(2026, 3, 9), "NO", "Thursday: Friday and Monday"),
        (date(2026, 3, 7), date(2026, 3, 10), "NO", "Saturday: as on Friday evening"),
        (date(2026, 4, 1), date(2026, 4, 8), "NO", "the Wednesday before Easter: Tuesday and Wednesday after it"),
        (date(2026, 6, 18), date(2026, 6, 23), "SE", "Midsummer Eve is no working day in Sweden"),
        (date(2026, 6, 18), date(2026, 6, 22), "NO", "and an ordinary Friday in Norway"),
    ],
)
def test_a_reply_is_due_in_working_days(written: date, due: date, country: str, why: str) -> None:
    assert reply_due(written, 2, country) == due, why


def test_the_teams_closed_days_are_not_counted() -> None:
    assert reply_due(MONDAY, 2, "NO", [day(1)]) == day(3)


def test_a_module_opens_on_its_day_and_once_and_not_while_hidden() -> None:
    by_date = passage(opens="date", opens_on=day(7))
    assert opening([by_date], day(6)) == []
    assert opening([by_date], day(7)) == [by_date]
    assert opening([by_date], day(9)) == [by_date]
    assert opening([replace(by_date, opened_on=day(7))], day(9)) == []
    assert opening([replace(by_date, is_hidden=True)], day(9)) == []


def test_the_next_is_past_what_is_hidden_and_what_lies_open() -> None:
    way = [passage("m1"), passage("m2", is_hidden=True), passage("m3", opened_on=MONDAY), passage("m4")]
    found = following(way, "m1")
    assert found is not None
    assert found.module == "m4"
    assert following(way, "m4") is None


def test_handing_in_unlocks_only_what_opens_by_it() -> None:
    assert unlocked([passage("m1"), passage("m2")], "m1") == passage("m2")
    assert unlocked([passage("m1"), passage("m2", opens="therapist"), passage("m3")], "m1") is None


def test_silence_is_counted_from_when_the_client_was_last_seen() -> None:
    way = [passage(opened_on=MONDAY, is_begun=True, seen_on=day(3))]
    assert silent_since(way, MONDAY) == day(3)
    assert noticed(way, MONDAY, day(9)) == []
    assert noticed(way, MONDAY, day(10)) == [Noticed(Why.SILENT, day(3).isoformat())]


def test_who_waits_for_the_therapist_is_not_silent() -> None:
    """Everything open is handed in; the days begin anew when there is something to do."""
    done = passage("m1", opened_on=MONDAY, is_begun=True, seen_on=day(3), handed_in_on=day(3))
    assert noticed([done, passage("m2", opens="therapist")], MONDAY, day(40)) == []
    again = [done, passage("m2", opened_on=day(38), is_begun=True)]
    assert noticed(again, MONDAY, day(44)) == []
    assert [each.why for each in noticed(again, MONDAY, day(45))] == [Why.SILENT]


def test_weekly_openings_do_not_hide_that_somebody_is_silent() -> None:
    way = [passage("m1", opened_on=MONDAY, is_begun=True, seen_on=day(1)), passage("m2", opened_on=day(7))]
    assert Noticed(Why.SILENT, day(1).isoformat()) in noticed(way, MONDAY, day(8))


def test_the_same_silence_has_the_same_key_and_a_new_one_another() -> None:
    way = [passage(opened_on=MONDAY, is_begun=True, seen_on=day(1))]
    assert noticed(way, MONDAY, day(8)) == noticed(way, MONDAY, day(30))
    back = [replace(way[0], seen_on=day(31))]
    assert noticed(back, MONDAY, day(38)) != noticed(way, MONDAY, day(30))


def test_a_module_nobody_has_looked_at_for_a_week_is_noticed() -> None:
    way = [passage("m1", opened_on=MONDAY, is_begun=True, seen_on=day(6)), passage("m2", opened_on=MONDAY)]
    assert noticed(way, MONDAY, day(6)) == []
    assert noticed(way, MONDAY, day(7)) == [Noticed(Why.UNOPENED, "m2")]
    assert noticed([way[0], replace(way[1], is_hidden=True)], MONDAY, day(7)) == []


@pytest.mark.parametrize(
    ("came", "key"),
    [([], None), ([0], None), ([1, 0, 0], "1"), ([0, 0, 1], None), ([1, 0, 0, 0], "1"), ([0, 1, 0], None)],
)
def test_two_missed_in_a_row_are_noticed_by_the_first_of_them(came: list[int], key: str | None) -> None:
    """A third one missed is the same row, so it is not noticed anew."""
    assert missed_in_a_row([(str(place), bool(each)) for place, each in enumerate(came)]) == key


def test_reminders_keep_a_week_between_them() -> None:
    assert may_remind(None, MONDAY)
    assert not may_remind(MONDAY, day(6))
    assert may_remind(MONDAY, day(7))
