"""The clock: one source of time that tests and the demo can hold still or move, for every thread."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from stegvis.definitions import clock

NOON = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


def test_now_is_the_machines_time_aware_and_in_utc():
    """Instants are stored as UTC; a naive one would mean another hour in every zone."""
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now().timestamp() - time.time()) < 5


def test_today_depends_on_the_zone():
    """Half past eleven at night in London is tomorrow in Oslo: a date without a zone is a guess."""
    with clock.standing_at(datetime(2026, 3, 16, 23, 30, tzinfo=UTC)):
        assert clock.today("Europe/London").isoformat() == "2026-03-16"
        assert clock.today("Europe/Oslo").isoformat() == "2026-03-17"


def test_a_standing_clock_does_not_move_and_nests():
    """A story told inside a story must not leave its time behind."""
    with clock.standing_at(NOON):
        assert clock.now() == clock.now() == NOON
        with clock.standing_at(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() > NOON


def test_the_clock_goes_on_after_a_failure_inside():
    """One failing test must not stop the clock for all that follow."""
    with pytest.raises(RuntimeError), clock.standing_at(NOON):
        raise RuntimeError
    assert clock.now() != NOON


def test_an_instant_in_another_zone_is_given_back_in_utc():
    """Whatever zone a test writes, the product sees UTC."""
    with clock.standing_at(datetime(2026, 3, 16, 13, 0, tzinfo=timezone(timedelta(hours=1)))):
        assert clock.now().isoformat() == "2026-03-16T12:00:00+00:00"


def test_the_clock_never_stands_at_a_naive_instant():
    """A naive instant would silently be read in the zone of the machine."""
    with pytest.raises(ValueError, match="knows its zone"), clock.standing_at(datetime(2026, 3, 16)):
        pass


def test_a_moved_clock_is_off_by_so_much_and_keeps_running():
    """Sessions and deadlines are tested by letting time pass, not by stopping it."""
    with clock.moved_by(timedelta(hours=2)):
        first = clock.now()
        time.sleep(0.001)
        assert clock.now() > first
        assert abs(first.timestamp() - time.time() - 7200) < 5
    with clock.standing_at(NOON), clock.moved_by(timedelta(minutes=31)):
        assert clock.now() == NOON + timedelta(minutes=31)


def test_other_threads_see_the_same_clock():
    """A request is served by another thread than the test that moved the clock."""
    seen = []
    with clock.standing_at(NOON):
        thread = threading.Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen == [NOON]
