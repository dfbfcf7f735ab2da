"""Events: seats and the line, giving back, cancelling, who came, and who is forgotten."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from stegvis.definitions import clock
from stegvis.definitions.national_numbers import synthetic_norwegian
from stegvis.network.actions.erase_sign_ups import erase_sign_ups
from stegvis.network.actions.give_back_seat import give_back_seat
from stegvis.network.actions.mark_attended import mark_attended
from stegvis.network.actions.plan_event import cancel_event, change_event
from stegvis.network.actions.sign_up import Guest, SignedUp, sign_up
from stegvis.network.actions.telling import What
from stegvis.network.models import SignUp
from stegvis.network.queries.events import EventView, event_named, guests_of, seat_behind, share
from stegvis.notices.actions.send import send
from stegvis.notices.actions.tell_guests import tell_guests
from stegvis.notices.models import Notice
from stegvis.people.models import Denied, NotFound
from tests.clinic import acting, again, visitor
from tests.conftest import Clone
from tests.unit.network.gathering import Gathering, event_fields, make_gathering

LIVED, STAFF = SignUp.ComesAs.LIVED_EXPERIENCE, SignUp.ComesAs.STAFF


def guest(name: str, kind: str = STAFF, needs: str = "") -> Guest:
    return Guest(name, f"{name.lower().replace(' ', '.')}@prove.example", kind, needs)


def seen(there: Gathering) -> EventView:
    """As the supporter sees it, inside the organisation."""
    return event_named(there.supporter, there.event.slug)


def comes(there: Gathering, *names: str, kind: str = STAFF) -> Sequence[SignedUp]:
    """They sign up one after the other, as visitors of the public page."""
    given = []
    for name in names:
        by = again(visitor(there.clinic.solvik))
        with acting(by):
            given.append(sign_up(by=by, event_id=there.event.pk, guest=guest(name, kind)))
    return given


@pytest.mark.django_db
def test_over_capacity_there_is_a_line_and_it_moves_up() -> None:
    """A full event gives a number in the line; a seat given back goes to whoever waited longest, who is told."""
    there = make_gathering(seats=2)
    given = comes(there, "Ane En", "Bo To", "Cia Tre", "Dag Fire")
    assert [one.number for one in given] == [0, 0, 1, 2]
    assert [one.told[0].what for one in given] == [What.SEAT, What.SEAT, What.WAITING, What.WAITING]
    by = visitor(there.clinic.solvik)
    with acting(by):
        row, told = give_back_seat(by=by, secret=given[0].told[0].secret)
        assert bytes(row.sealed) == b""
        assert [(one.what, one.sign_up_id) for one in told] == [(What.MOVED_UP, given[2].told[0].sign_up_id)]
        assert seat_behind(by, told[0].secret).state == SignUp.State.SEAT
        assert seat_behind(by, given[3].told[0].secret).number == 1
        # The link of before is replaced by the one in the newest letter.
        with pytest.raises(NotFound):
            seat_behind(by, given[2].told[0].secret)
        again_given = give_back_seat(by=by, secret=given[0].told[0].secret)
        assert again_given[1] == ()


@pytest.mark.django_db
def test_the_same_address_twice_takes_one_place_and_the_page_says_the_same_as_to_anybody() -> None:
    """Otherwise a stranger could try addresses and learn who comes."""
    there = make_gathering(seats=1)
    known, other = comes(there, "Ane En"), comes(there, "Bo To")
    repeated = comes(there, "ANE EN")[0]
    assert other[0].number == 1
    assert repeated.number == 2  # what somebody new would get just now
    assert repeated.told[0].what == What.SEAT  # but the letter says what is true
    assert repeated.told[0].secret != known[0].told[0].secret
    with acting(there.supporter):
        assert [one.name for one in guests_of(there.supporter, seen(there))] == ["Ane En", "Bo To"]


@pytest.mark.django_db
def test_a_form_sent_twice_is_one_sign_up_and_one_letter() -> None:
    there = make_gathering(seats=1)
    by = again(visitor(there.clinic.solvik))
    told = []
    for _ in range(2):
        with acting(by):
            told += sign_up(by=by, event_id=there.event.pk, guest=guest("Ane En")).told
    assert len(told) == 1


@pytest.mark.django_db
def test_nothing_is_stored_after_the_last_day_when_cancelled_or_with_a_person_number() -> None:
    there = make_gathering(seats=None)
    number = synthetic_norwegian(clock.today("Europe/Oslo") - timedelta(days=9000))
    by = visitor(there.clinic.solvik)
    with acting(by), pytest.raises(Denied, match="identity number"):
        sign_up(by=by, event_id=there.event.pk, guest=guest("Ane En", needs=f"jeg er {number[:6]} {number[6:]}"))
    with clock.moved_by(timedelta(days=18, minutes=1)), acting(by), pytest.raises(Denied, match="closed"):
        sign_up(by=by, event_id=there.event.pk, guest=guest("Ane En"))
    with acting(there.supporter):
        cancel_event(by=there.supporter, event_id=there.event.pk)
    with acting(by), pytest.raises(Denied, match="cancelled"):
        sign_up(by=by, event_id=there.event.pk, guest=guest("Ane En"))
    with acting(there.supporter):
        assert not SignUp.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["name", "email", "needs"])
def test_what_is_too_long_is_refused_before_anything_is_stored(name: str) -> None:
    there = make_gathering()
    by = visitor(there.clinic.solvik)
    with acting(by), pytest.raises(Denied, match="Write at most"):
        sign_up(by=by, event_id=there.event.pk, guest=replace(guest("Ane En"), **{name: "x" * 501}))


@pytest.mark.django_db
def test_cancelled_or_moved_everybody_is_told_once_and_more_seats_move_the_line(settings: Any, tmp_path: Path) -> None:
    """Each gets a neutral letter at the address of the sign-up, with a whole link, and nothing that names the event."""
    settings.STEGVIS_SPOOL = str(tmp_path)
    settings.STEGVIS_URL = "https://hjelp.example"
    there = make_gathering(seats=1)
    comes(there, "Ane En", "Bo To", "Cia Tre")
    by = again(there.supporter)
    with acting(by):
        wanted = replace(event_fields(seats=2), starts_at=there.event.starts_at, ends_at=there.event.ends_at)
        _event, told = change_event(by=by, event_id=there.event.pk, wanted=wanted)
        assert [one.what for one in told] == [What.MOVED_UP]
        _event, told = change_event(by=again(by), event_id=there.event.pk, wanted=replace(wanted, place="Rådhuset"))
        assert [one.what for one in told] == [What.CHANGED] * 3
        _event, told = cancel_event(by=again(by), event_id=there.event.pk)
        notices = tell_guests(by=by, team="solvik", told=told)
        assert len(notices) == 3
    organisation = there.clinic.solvik.organisation
    assert [send(organisation, one.pk) for one in notices] == [Notice.State.SENT] * 3
    letters = [json.loads((tmp_path / f"{one.pk}.json").read_text("utf-8")) for one in notices]
    assert {one["to"] for one in letters} == {"ane.en@prove.example", "bo.to@prove.example", "cia.tre@prove.example"}
    assert all("https://hjelp.example/t/solvik/events/fagdag/" in one["body"] for one in letters)
    assert not any("Fagdagen" in one["body"] + one["subject"] for one in letters)


@pytest.mark.django_db
def test_a_year_after_it_is_forgotten_who_came_but_not_how_many() -> None:
    there = make_gathering(seats=None)
    comes(there, *(f"Alma {place}" for place in range(5)), kind=LIVED)
    comes(there, *(f"Bo {place}" for place in range(6)))
    by = there.supporter
    with acting(by):
        assert b"Alma" not in b"".join(bytes(row.sealed) for row in SignUp.objects.all())
        assert seen(there).lived is not None
    with clock.moved_by(timedelta(days=21)), acting(by):
        everybody = guests_of(by, seen(there))
        assert mark_attended(by=by, event_id=there.event.pk, came=[one.id for one in everybody[:10]]) == 10
    with clock.moved_by(timedelta(days=21 + 366)), acting(by):
        assert erase_sign_ups(by=by) == 11
        assert erase_sign_ups(by=by) == 0
        assert {one.name for one in guests_of(by, seen(there))} == {""}
        came = seen(there).lived
        assert came is not None
        assert (came.lived, came.all) == (5, 10)
    with acting(by), connection.cursor() as cursor:
        cursor.execute("select count(*) from information_schema.columns where table_name = 'network_signupevent' "
                       "and column_name in ('sealed', 'email_hash', 'door_hash')")  # fmt: skip
        assert cursor.fetchone() == (0,), "The history would keep what is erased."


@pytest.mark.django_db
def test_members_do_not_see_who_signed_up() -> None:
    there = make_gathering()
    comes(there, "Ane En")
    with acting(there.member), pytest.raises(Denied):
        guests_of(there.member, event_named(there.member, "fagdag"))
    with acting(there.member), pytest.raises(Denied):
        mark_attended(by=there.member, event_id=there.event.pk, came=[uuid.uuid4()])


@pytest.mark.parametrize(
    ("lived", "others", "shown"), [(5, 5, True), (5, 0, True), (4, 9, False), (9, 4, False), (0, 9, False)]
)
def test_the_share_of_lived_experience_never_tells_of_fewer_than_five(lived: int, others: int, shown: bool) -> None:
    assert (share(lived, lived + others) is not None) is shown


def test_of_two_who_take_the_last_seat_at_once_one_waits(clone: Clone) -> None:
    """Real connections: the event's row is held, so the second counts after the first has sat down."""
    there = make_gathering(seats=1)
    start = threading.Barrier(2)
    numbers: list[int] = []

    def press(name: str) -> None:
        start.wait()
        try:
            numbers.append(comes(there, name)[0].number)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[name]) for name in ("Ane En", "Bo To")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [0, 1]
