"""Diaries and tools as facts: every file in four languages, entries checked, the sums and the rule of sleep."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from stegvis.definitions.programme.shapes import TOOLS
from stegvis.definitions.toml_files import LANGUAGES
from stegvis.definitions.tools import Entry, Rhythm, UnknownTool, bad_entry, numbers, tool
from stegvis.definitions.tools.diary import nights, series
from stegvis.definitions.tools.sleep import (
    ImpossibleNight,
    Night,
    Rule,
    Week,
    bedtime,
    first_window,
    next_window,
    night,
    week,
)
from stegvis.definitions.training import checklist, kinds, needs_doctor, sessions, weeks_of

OSLO = "Europe/Oslo"
TUESDAY = date(2026, 3, 10)
PLAIN = {"bed": "22:45", "lights": "23:00", "onset": "30", "awake": "45", "woke": "06:15", "up": "06:45"}


def of_sleep(asleep: int, in_bed: int, count: int = 7) -> Week:
    return Week(tuple(Night(TUESDAY + timedelta(days=day), in_bed, asleep) for day in range(count)))


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tool_a_programme_may_name_has_words_and_a_source(name: str, language: str) -> None:
    found = tool(name, language)
    assert "" not in (found.title, found.summary, found.source)
    assert (found.rhythm is Rhythm.NONE) == (found.entry is None)
    fields = {field.id for field in found.entry.fields} if found.entry else set()
    assert found.required | set(found.shown) <= fields
    worked_out = {"efficiency", "asleep_hours", "in_bed_hours"}
    for curve in found.curves:
        assert {curve.of, curve.second} - {""} <= fields | (worked_out if name == "sleep_diary" else set())


def test_a_tool_nobody_made_is_refused() -> None:
    with pytest.raises(UnknownTool):
        tool("horoscope", "nb")


def test_a_night_over_midnight() -> None:
    """From 22.45 to 06.45 is eight hours; of 23.00 to 06.15 go 30 and 45 minutes: six hours asleep, 75 %."""
    found = night(PLAIN, TUESDAY, OSLO)
    assert (found.in_bed, found.asleep, found.efficiency) == (480, 360, Decimal("75.0"))


def test_a_night_that_begins_after_midnight() -> None:
    """To bed at 00.45 belongs to the same morning, not to a day before it."""
    found = night({**PLAIN, "bed": "00:45", "lights": "01:00"}, TUESDAY, OSLO)
    assert (found.in_bed, found.asleep) == (360, 240)


@pytest.mark.parametrize(("on", "in_bed"), [(date(2026, 3, 29), 420), (date(2026, 10, 25), 540)])
def test_a_night_when_the_clocks_change_counts_the_hours_that_went_by(on: date, in_bed: int) -> None:
    """Seven hours in the spring and nine in the autumn, though the wall shows eight."""
    assert night(PLAIN, on, OSLO).in_bed == in_bed


def test_a_time_that_the_spring_night_skips_is_no_fault() -> None:
    assert night({**PLAIN, "bed": "02:30", "lights": "02:30"}, date(2026, 3, 29), OSLO).in_bed == 195


@pytest.mark.parametrize(
    ("changed", "field", "why"),
    [
        ({"lights": "22:30"}, "lights", "order"),
        ({"woke": "07:00"}, "up", "order"),
        ({"awake": "500"}, "awake", "awake"),
        ({"bed": "06:45", "lights": "06:45", "woke": "06:45"}, "up", "length"),
    ],
)
def test_times_that_are_no_night_name_the_field(changed: dict[str, str], field: str, why: str) -> None:
    with pytest.raises(ImpossibleNight) as fault:
        night({**PLAIN, **changed}, TUESDAY, OSLO)
    assert (fault.value.field, fault.value.why) == (field, why)


def test_a_sleepless_night_is_a_night() -> None:
    found = night({**PLAIN, "onset": "435", "awake": "0"}, TUESDAY, OSLO)
    assert (found.asleep, found.efficiency) == (0, Decimal("0.0"))


def test_fewer_than_five_nights_are_no_week() -> None:
    four = of_sleep(300, 480, count=4).nights
    assert week(four, TUESDAY + timedelta(days=6)) is None
    assert week([*four, Night(TUESDAY + timedelta(days=5), 480, 300)], TUESDAY + timedelta(days=6)) is not None


def test_a_week_reaches_seven_days_back_and_not_before_the_window() -> None:
    """Nights before the window began would measure the old way of sleeping."""
    ten = of_sleep(300, 480, count=10).nights
    found = week(ten, TUESDAY + timedelta(days=9))
    assert found is not None
    assert len(found.nights) == 7
    assert week(ten, TUESDAY + timedelta(days=9), since=TUESDAY + timedelta(days=6)) is None


def test_the_week_divides_the_mean_sleep_by_the_mean_time_in_bed() -> None:
    """Hanne of the programme: 5 hours 45 minutes asleep of 8 hours 47 in bed is 65 %."""
    assert of_sleep(345, 527).efficiency == Decimal("65.5")
    mixed = Week((Night(TUESDAY, 600, 300), Night(TUESDAY, 300, 300)))
    assert mixed.efficiency == Decimal("66.7")


@pytest.mark.parametrize(
    ("asleep", "minutes", "rule"),
    [
        (345, 345, Rule.FIRST),
        (347, 345, Rule.FIRST),
        (348, 350, Rule.FIRST),
        (300, 300, Rule.FIRST),
        (298, 300, Rule.FIRST),
        (297, 300, Rule.FIRST_FLOOR),
        (260, 300, Rule.FIRST_FLOOR),
    ],
)
def test_the_first_window_is_the_mean_sleep_and_never_under_five_hours(asleep: int, minutes: int, rule: Rule) -> None:
    found = first_window(of_sleep(asleep, 540))
    assert (found.minutes, found.rule) == (minutes, rule)


@pytest.mark.parametrize(
    ("asleep", "window", "minutes", "rule"),
    [
        (850, 360, 375, Rule.LONGER),
        (849, 360, 360, Rule.SAME),
        (800, 360, 360, Rule.SAME),
        (799, 360, 345, Rule.SHORTER),
        (799, 315, 300, Rule.SHORTER),
        (799, 310, 300, Rule.FLOOR),
        (799, 300, 300, Rule.FLOOR),
    ],
)
def test_the_weekly_change(asleep: int, window: int, minutes: int, rule: Rule) -> None:
    """85 % or more, from 80 up to 85, and under 80, at each side of both limits; per thousand minutes in bed."""
    found = next_window(of_sleep(asleep, 1000), window)
    assert (found.minutes, found.rule) == (minutes, rule)


def test_bedtime_is_counted_back_over_midnight() -> None:
    assert bedtime(time(6, 30), 345) == time(0, 45)
    assert bedtime(time(6, 30), 420) == time(23, 30)


def test_an_entry_is_kept_in_one_form_or_not_at_all() -> None:
    diary = tool("sleep_diary", "nb")
    values, wrong = bad_entry(diary, {**PLAIN, "bed": "22.45", "rested": "4", "stranger": "x"}, TUESDAY, OSLO)
    assert wrong == ()
    assert values == {**PLAIN, "rested": "4"}
    _, wrong = bad_entry(diary, {**PLAIN, "bed": "", "onset": "many", "awake": "9000"}, TUESDAY, OSLO)
    assert {(each.field, each.kind) for each in wrong} == {
        ("bed", "missing"), ("onset", "no_number"), ("awake", "out_of_range"),
    }  # fmt: skip
    _, wrong = bad_entry(diary, {**PLAIN, "lights": "22:30"}, TUESDAY, OSLO)
    assert [(each.field, each.kind) for each in wrong] == [("lights", "order")]


def test_an_empty_entry_is_none() -> None:
    _, wrong = bad_entry(tool("food_diary", "nb"), {}, TUESDAY, OSLO)
    assert [each.kind for each in wrong] == ["missing"]


def test_moods_of_a_day_are_one_mean_and_minutes_are_added_up() -> None:
    schedule, log = tool("activity_schedule", "nb"), tool("training", "nb")
    moods = [Entry(TUESDAY, {"what": "gikk tur", "mood": mood}) for mood in ("3", "6", "4")]
    assert series(schedule, "mood", moods, OSLO, schedule.curves[0]) == [(TUESDAY, Decimal("4.3"))]
    done = [Entry(TUESDAY, {"minutes": each, "effort": "5"}) for each in ("20", "15")]
    assert series(log, "minutes", done, OSLO, log.curves[0]) == [(TUESDAY, Decimal(35))]


def test_a_night_has_figures_that_nobody_typed() -> None:
    found = numbers(tool("sleep_diary", "nb"), Entry(TUESDAY, PLAIN), OSLO)
    assert (found["efficiency"], found["asleep_hours"]) == (Decimal("75.0"), Decimal("6.0"))
    assert nights([Entry(TUESDAY, PLAIN)], OSLO)[0].asleep == 360


def test_intervals_ask_for_a_doctors_view_after_any_yes() -> None:
    """Walking does not: a doctor's view that nobody can get in time must not keep anybody on the sofa."""
    no = dict.fromkeys(checklist(), False)
    assert not needs_doctor(kinds()["intervals"], no)
    for code in checklist():
        assert needs_doctor(kinds()["intervals"], {**no, code: True})
        assert not needs_doctor(kinds()["walking"], {**no, code: True})


def test_a_plan_of_sessions_beside_what_was_done() -> None:
    monday = date(2026, 3, 9)
    assert sessions(monday, 2, (0, 3)) == [monday, date(2026, 3, 12), date(2026, 3, 16), date(2026, 3, 19)]
    done = [(monday, 20), (date(2026, 3, 11), 10), (date(2026, 3, 22), 30), (date(2026, 3, 1), 99)]
    first, second = weeks_of(monday, 2, (0, 3), 25, done)
    assert (first.planned, first.done, first.planned_minutes, first.minutes) == (2, 2, 50, 30)
    assert (second.done, second.minutes) == (1, 30)
