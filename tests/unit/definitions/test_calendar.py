"""Working days and service hours, every expected time computed by hand with a wall calendar.

The tables count on Norwegian and Swedish holidays of 2026 to 2028, both Sundays on which clocks change, the
last minute before a weekend, and the eves on which offices are closed though the law may say otherwise.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stegvis.definitions.calendar import ServiceHours, holidays_of, is_working_day, working_days_between

EIGHT_TO_FOUR = {day: ((time(8), time(16)),) for day in range(5)}
OSLO = ServiceHours("Europe/Oslo", "NO", EIGHT_TO_FOUR)
STOCKHOLM = ServiceHours("Europe/Stockholm", "SE", EIGHT_TO_FOUR)
WITH_LUNCH = ServiceHours(
    "Europe/Oslo", "NO", {day: ((time(8), time(11, 30)), (time(12, 30), time(16))) for day in range(5)}
)
TUESDAYS = ServiceHours("Europe/Oslo", "NO", {1: ((time(9), time(12)),)})
CLOSED_MONDAY = ServiceHours("Europe/Oslo", "NO", EIGHT_TO_FOUR, frozenset({date(2026, 3, 16)}))
SUNDAY_NIGHT = ServiceHours("Europe/Oslo", "NO", {6: ((time(0), time(6)),)})
ALWAYS = ServiceHours("Europe/Oslo", "NO", {day: ((time(0), time(0)),) for day in range(7)})


def wall(team: ServiceHours, text: str) -> datetime:
    """A wall time of the team, such as 2026-03-16 08:00."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(team.zone))


def written(team: ServiceHours, instant: datetime) -> str:
    """The instant as the team's wall shows it."""
    return instant.astimezone(ZoneInfo(team.zone)).strftime("%Y-%m-%d %H:%M%z")


DUE = [
    # Team, it begins, hours of service time, when they have passed.
    (OSLO, "2026-03-16 08:00", 4, "2026-03-16 12:00+0100"),  # a Monday, from opening
    (OSLO, "2026-03-16 07:00", 4, "2026-03-16 12:00+0100"),  # before opening nothing counts
    (OSLO, "2026-03-16 12:00", 4, "2026-03-16 16:00+0100"),  # ends exactly at closing, not next morning
    (OSLO, "2026-03-16 12:01", 4, "2026-03-17 08:01+0100"),  # one minute more goes over the night
    (OSLO, "2026-03-13 15:59", 4, "2026-03-16 11:59+0100"),  # Friday, one minute before the weekend
    (OSLO, "2026-03-13 16:00", 4, "2026-03-16 12:00+0100"),  # Friday at closing
    (OSLO, "2026-03-14 10:00", 4, "2026-03-16 12:00+0100"),  # Saturday
    (OSLO, "2026-03-15 23:59", 4, "2026-03-16 12:00+0100"),  # Sunday night
    (OSLO, "2026-03-16 08:00", 24, "2026-03-18 16:00+0100"),  # three whole days
    (OSLO, "2026-04-01 15:00", 4, "2026-04-07 11:00+0200"),  # Easter: Thursday to Monday closed
    (OSLO, "2026-04-03 09:00", 4, "2026-04-07 12:00+0200"),  # Good Friday
    (OSLO, "2026-04-30 14:00", 4, "2026-05-04 10:00+0200"),  # 1 May on a Friday
    (OSLO, "2026-05-13 15:30", 4, "2026-05-15 11:30+0200"),  # Ascension Day
    (OSLO, "2026-05-15 15:59", 4, "2026-05-18 11:59+0200"),  # 17 May on a Sunday changes nothing
    (OSLO, "2027-05-14 15:59", 4, "2027-05-18 11:59+0200"),  # 17 May on a Monday
    (OSLO, "2026-05-22 14:00", 4, "2026-05-26 10:00+0200"),  # Whit Monday
    (OSLO, "2026-12-23 15:00", 4, "2026-12-28 11:00+0100"),  # Christmas Eve on a Thursday
    (OSLO, "2026-12-24 10:00", 4, "2026-12-28 12:00+0100"),  # on Christmas Eve itself
    (OSLO, "2026-12-30 15:59", 4, "2027-01-04 11:59+0100"),  # New Year's Eve and New Year's Day
    (OSLO, "2026-12-31 23:59", 4, "2027-01-04 12:00+0100"),  # the last minute of the year
    (OSLO, "2026-06-18 15:59", 4, "2026-06-19 11:59+0200"),  # Midsummer Eve is a working day in Norway
    (OSLO, "2026-03-27 15:59", 4, "2026-03-30 11:59+0200"),  # over the Sunday when the clock goes forward
    (OSLO, "2026-10-23 15:00", 4, "2026-10-26 11:00+0100"),  # over the Sunday when it goes back
    (OSLO, "2027-03-24 15:00", 4, "2027-03-30 11:00+0200"),  # Easter and the clock at once
    (OSLO, "2028-02-28 15:59", 4, "2028-02-29 11:59+0100"),  # a leap day is a day
    (WITH_LUNCH, "2026-03-16 10:00", 4, "2026-03-16 15:00+0100"),  # lunch does not count
    (WITH_LUNCH, "2026-03-16 11:45", 1, "2026-03-16 13:30+0100"),  # begins in the lunch hour
    (TUESDAYS, "2026-03-17 11:00", 4, "2026-03-24 12:00+0100"),  # a team that is there once a week
    (CLOSED_MONDAY, "2026-03-13 15:59", 4, "2026-03-17 11:59+0100"),  # the team's own closed day
    (SUNDAY_NIGHT, "2026-03-29 00:00", 4, "2026-03-29 05:00+0200"),  # 02-03 does not exist this night
    (SUNDAY_NIGHT, "2026-10-25 00:00", 4, "2026-10-25 03:00+0100"),  # 02-03 comes twice this night
    (SUNDAY_NIGHT, "2026-10-25 00:00", 7, "2026-10-25 06:00+0100"),  # so the window has seven hours
    (ALWAYS, "2026-03-14 20:00", 4, "2026-03-15 00:00+0100"),  # past midnight without a gap
    (ALWAYS, "2026-03-28 23:00", 4, "2026-03-29 04:00+0200"),  # the short night
    (ALWAYS, "2026-10-24 23:00", 4, "2026-10-25 02:00+0100"),  # the long night
    (STOCKHOLM, "2026-06-18 15:59", 4, "2026-06-22 11:59+0200"),  # Midsummer Eve on a Friday
    (STOCKHOLM, "2026-06-19 09:00", 4, "2026-06-22 12:00+0200"),  # on Midsummer Eve itself
    (STOCKHOLM, "2026-01-05 14:00", 4, "2026-01-07 10:00+0100"),  # Epiphany on a Tuesday
    (STOCKHOLM, "2028-06-05 15:00", 4, "2028-06-07 11:00+0200"),  # the national day on a Tuesday
    (STOCKHOLM, "2026-04-01 15:00", 4, "2026-04-02 11:00+0200"),  # Maundy Thursday is a working day
    (STOCKHOLM, "2026-04-02 15:59", 4, "2026-04-07 11:59+0200"),  # Good Friday to Easter Monday
    (STOCKHOLM, "2026-05-13 15:59", 4, "2026-05-15 11:59+0200"),  # Ascension Day
    (STOCKHOLM, "2026-05-22 15:59", 4, "2026-05-25 11:59+0200"),  # Whit Monday is a working day
    (STOCKHOLM, "2027-05-14 15:59", 4, "2027-05-17 11:59+0200"),  # so is 17 May
    (STOCKHOLM, "2026-12-23 15:59", 4, "2026-12-28 11:59+0100"),  # Christmas
    (STOCKHOLM, "2026-12-30 15:59", 4, "2027-01-04 11:59+0100"),  # New Year
    (STOCKHOLM, "2026-10-30 15:59", 4, "2026-11-02 11:59+0100"),  # All Saints' Day falls on a Saturday
    (STOCKHOLM, "2026-03-27 15:59", 4, "2026-03-30 11:59+0200"),  # the clock goes forward
    (STOCKHOLM, "2026-10-23 15:59", 4, "2026-10-26 11:59+0100"),  # and back
]


@pytest.mark.parametrize(("team", "begins", "hours", "due"), DUE)
def test_a_deadline_in_service_time_is_what_a_wall_calendar_says(team, begins, hours, due):
    """An alert is due after four service hours; an hour wrong is an hour that nobody reads."""
    assert written(team, team.after(wall(team, begins), timedelta(hours=hours))) == due


def test_there_are_at_least_forty_hand_computed_deadlines():
    """facts/safety.md section 4.3 asks for forty."""
    assert len(DUE) >= 40


def test_no_service_time_is_due_at_once_or_at_the_next_opening():
    """Zero hours from a Saturday is Monday at eight: nobody reads before."""
    assert written(OSLO, OSLO.after(wall(OSLO, "2026-03-14 10:00"), timedelta(0))) == "2026-03-16 08:00+0100"
    assert written(OSLO, OSLO.after(wall(OSLO, "2026-03-16 10:00"), timedelta(0))) == "2026-03-16 10:00+0100"


def test_an_instant_counts_the_same_in_whatever_zone_it_is_written():
    """12.01 in Oslo is 11.01 in UTC; the due time is an instant in UTC."""
    due = OSLO.after(datetime(2026, 3, 16, 11, 1, tzinfo=UTC), timedelta(hours=4))
    assert due == datetime(2026, 3, 17, 7, 1, tzinfo=UTC)
    assert due.utcoffset() == timedelta(0)


OPEN = [
    (OSLO, "2026-03-16 07:59", False),
    (OSLO, "2026-03-16 08:00", True),
    (OSLO, "2026-03-13 15:59", True),
    (OSLO, "2026-03-13 16:00", False),  # at closing the team has gone
    (OSLO, "2026-03-14 12:00", False),
    (OSLO, "2026-05-14 12:00", False),
    (OSLO, "2026-12-24 09:00", False),
    (OSLO, "2026-12-31 09:00", False),
    (OSLO, "2026-06-19 09:00", True),
    (STOCKHOLM, "2026-06-19 09:00", False),
    (STOCKHOLM, "2026-12-24 09:00", False),
    (WITH_LUNCH, "2026-03-16 12:00", False),
    (WITH_LUNCH, "2026-03-16 12:30", True),
    (CLOSED_MONDAY, "2026-03-16 12:00", False),
    (SUNDAY_NIGHT, "2026-03-29 03:30", True),
    (ALWAYS, "2026-03-29 23:59", True),
    (ALWAYS, "2026-03-16 00:00", True),
]


@pytest.mark.parametrize(("team", "at", "is_open"), OPEN)
def test_a_team_is_open_from_the_opening_minute_up_to_the_closing_one(team, at, is_open):
    """The page that says somebody reads now must be right at both ends of the day."""
    assert team.is_open(wall(team, at)) is is_open


NEXT = [
    (OSLO, "2026-03-16 10:17", "2026-03-16 10:17+0100"),  # open now: now
    (OSLO, "2026-03-16 16:00", "2026-03-17 08:00+0100"),
    (OSLO, "2026-03-13 16:00", "2026-03-16 08:00+0100"),
    (OSLO, "2026-12-23 16:00", "2026-12-28 08:00+0100"),
    (OSLO, "2026-12-30 16:00", "2027-01-04 08:00+0100"),
    (OSLO, "2026-03-28 12:00", "2026-03-30 08:00+0200"),  # eight stays eight when the clock goes forward
    (OSLO, "2026-10-24 12:00", "2026-10-26 08:00+0100"),  # and when it goes back
    (STOCKHOLM, "2026-06-18 16:00", "2026-06-22 08:00+0200"),
    (WITH_LUNCH, "2026-03-16 11:30", "2026-03-16 12:30+0100"),
    (SUNDAY_NIGHT, "2026-03-29 06:00", "2026-04-12 00:00+0200"),  # Easter Sunday, 5 April, is a holiday
]


@pytest.mark.parametrize(("team", "at", "opens"), NEXT)
def test_the_next_opening_is_the_time_the_client_is_told(team, at, opens):
    """The crisis page promises when somebody reads next; it must be the team's own wall time."""
    assert written(team, team.next_opening(wall(team, at))) == opens


NO_HOURS = [ServiceHours("Europe/Oslo", "NO", {}), ServiceHours("Europe/Oslo", "NO", {1: ()})]


@pytest.mark.parametrize("team", NO_HOURS)
def test_a_team_without_hours_cannot_promise_anything(team):
    """It is an error in a whole sentence, not a deadline in the far future."""
    moment = wall(OSLO, "2026-03-16 10:00")
    assert not team.is_open(moment)
    with pytest.raises(ValueError, match="no opening hours in the coming year"):
        team.after(moment, timedelta(hours=4))
    with pytest.raises(ValueError, match="no opening hours in the coming year"):
        team.next_opening(moment)


@pytest.mark.parametrize(
    ("weekly", "sentence"),
    [
        ({0: ((time(16), time(8)),)}, "end later than they start"),
        ({0: ((time(8), time(8)),)}, "end later than they start"),
        ({0: ((time(8), time(12)), (time(11), time(16)))}, "in order and not overlap"),
        ({0: ((time(12), time(16)), (time(8), time(11)))}, "in order and not overlap"),
        ({0: ((time(8), time(0)), (time(9), time(10)))}, "in order and not overlap"),
        ({7: ((time(8), time(16)),)}, "0 \\(Monday\\) to 6 \\(Sunday\\)"),
    ],
)
def test_impossible_hours_are_refused_when_they_are_made(weekly, sentence):
    """Better a sentence on the settings page than a wrong deadline at night."""
    with pytest.raises(ValueError, match=sentence):
        ServiceHours("Europe/Oslo", "NO", weekly)


def test_a_country_without_a_calendar_is_refused():
    """To guess another country's holidays would move deadlines silently."""
    with pytest.raises(ValueError, match="'DK' are not known"):
        ServiceHours("Europe/Copenhagen", "DK", EIGHT_TO_FOUR)


def test_a_naive_instant_or_negative_time_is_refused():
    """Both would give a time that looks right and is not."""
    with pytest.raises(ValueError, match="knows its zone"):
        OSLO.is_open(datetime(2026, 3, 16, 9))
    with pytest.raises(ValueError, match="only be counted forward"):
        OSLO.after(wall(OSLO, "2026-03-16 09:00"), timedelta(hours=-1))


def test_what_the_holidays_are():
    """The list is the library's public holidays, Sweden's Midsummer Eve, and two eves by our own rule."""
    norway, sweden = holidays_of("NO", 2026), holidays_of("SE", 2026)
    for eve in (date(2026, 12, 24), date(2026, 12, 31)):
        assert eve in norway
        assert eve in sweden
    assert date(2026, 6, 19) in sweden - norway
    assert date(2026, 4, 2) in norway - sweden
    assert date(2026, 5, 17) in norway - sweden
    assert date(2026, 1, 6) in sweden - norway
    assert date(2026, 12, 27) not in norway | sweden


WORKING_DAYS = [
    ("NO", "2026-03-13", "2026-03-13", 0),  # the same day
    ("NO", "2026-03-13", "2026-03-16", 1),  # Friday to Monday
    ("NO", "2026-03-16", "2026-03-20", 4),
    ("NO", "2026-03-16", "2026-03-13", 0),  # never negative
    ("NO", "2026-03-14", "2026-03-15", 0),  # a weekend
    ("NO", "2026-04-01", "2026-04-07", 1),  # Easter in Norway
    ("SE", "2026-04-01", "2026-04-07", 2),  # in Sweden Thursday is worked
    ("NO", "2026-12-23", "2027-01-04", 4),  # 28, 29, 30 December and 4 January
    ("SE", "2026-06-18", "2026-06-22", 1),  # Midsummer
    ("NO", "2027-05-14", "2027-05-18", 1),  # 17 May on a Monday
    # 261 weekdays, less 1 January, 2, 3 and 6 April, 1, 14 and 25 May, 24, 25 and 31 December.
    ("NO", "2026-01-01", "2026-12-31", 251),
]


@pytest.mark.parametrize(("country", "first", "last", "days"), WORKING_DAYS)
def test_working_days_are_counted_after_the_first_up_to_the_last(country, first, last, days):
    """A wait of one working day means that the next working day brought the answer."""
    assert working_days_between(date.fromisoformat(first), date.fromisoformat(last), country) == days


def test_a_teams_own_closed_days_are_no_working_days():
    """A team that is away on a planning day does not make anybody wait in working days."""
    closed = frozenset({date(2026, 3, 17)})
    assert working_days_between(date(2026, 3, 16), date(2026, 3, 18), "NO", closed) == 1
    assert not is_working_day(date(2026, 3, 17), "NO", closed)
    assert is_working_day(date(2026, 3, 17), "NO")


INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
MINUTES = st.integers(1, 6000).map(lambda minutes: timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([OSLO, STOCKHOLM, WITH_LUNCH, SUNDAY_NIGHT, ALWAYS]), INSTANTS, MINUTES, MINUTES)
def test_service_time_adds_up_and_never_runs_backwards(team, begins, some, more):
    """Two hours and then two more are four hours, over any night, holiday or change of clock."""
    halfway = team.after(begins, some)
    assert begins < halfway
    assert team.after(halfway, more) == team.after(begins, some + more)
    assert team.is_open(halfway - timedelta(microseconds=1))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([OSLO, STOCKHOLM, WITH_LUNCH, TUESDAYS]), INSTANTS)
def test_a_team_is_open_when_it_says_it_opens_and_not_before(team, moment):
    """The next opening is truly the next: nothing is open between now and then."""
    opens = team.next_opening(moment)
    assert team.is_open(opens)
    assert opens == moment or not team.is_open(opens - timedelta(seconds=1))
