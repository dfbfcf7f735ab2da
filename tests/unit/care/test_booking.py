"""Agreed times: booked, moved and cancelled, told to the client in neutral words, and never two at once."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection

from stegvis.care.actions.book import book, can_book
from stegvis.care.actions.cancel import cancel
from stegvis.care.actions.move_appointment import move_appointment
from stegvis.care.models import Appointment, Contact, Episode
from stegvis.care.queries.taken_times import TakenTime, taken_times
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.notices.models import Notice
from stegvis.people.actions.enrol import NewChannel
from stegvis.people.models import Actor, Denied, NotFound
from stegvis.people.sealing import sealer_of
from tests.clinic import Clinic, acting, actor, again, make_clinic, refer_someone
from tests.database import Clone

TUESDAY = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)
FRIDAY_AT_TEN = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)  # ten on the wall of Oslo


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.standing_at(TUESDAY):
        yield


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    return refer_someone(clinic.solvik)


@pytest.fixture
def coordinator(clinic: Clinic) -> Iterator[Actor]:
    with acting(again(actor(clinic.coordinator, clinic.solvik))) as by:
        yield by


def _book(by: Actor, episode: Episode, clinic: Clinic, **values: Any) -> Appointment:
    wanted: dict[str, Any] = {
        "starts_at": FRIDAY_AT_TEN,
        "minutes": 45,
        "form": Form.PHONE,
        "purpose": Purpose.ASSESSMENT,
        "staff": clinic.therapist.pk,
    }
    return book(by=by, episode=episode, **{**wanted, **values})


def test_a_booked_time_stands_on_the_episode_and_is_told_and_reminded(
    clinic: Clinic, episode: Episode, coordinator: Actor
) -> None:
    appointment = _book(coordinator, episode, clinic)
    episode.refresh_from_db()
    assert episode.next_appointment_at == FRIDAY_AT_TEN
    told = Notice.objects.get(text="appointment")
    reminder = Notice.objects.get(text="appointment_reminder")
    assert told.planned_for == TUESDAY
    assert reminder.planned_for == datetime(2026, 3, 19, 9, 0, tzinfo=UTC), "the day before at ten on the wall"
    assert appointment.reminder == reminder.pk
    opened = sealer_of(episode.person.key).unseal(told.sealed, table="notices_notice", column="sealed", row=told.pk)
    assert json.loads(opened) == {"when": "fredag 20. mars kl. 10.00", "phone": "21 00 00 00"}


def test_no_reminder_is_planned_for_a_time_that_would_be_over_already(
    clinic: Clinic, episode: Episode, coordinator: Actor
) -> None:
    """Booked at noon for tomorrow: the reminder of ten o'clock today would leave at once, as a second message."""
    appointment = _book(coordinator, episode, clinic, starts_at=TUESDAY + timedelta(days=1))
    assert appointment.reminder is None
    assert not Notice.objects.filter(text="appointment_reminder").exists()


def test_nothing_is_sent_where_no_channel_is_safe(clinic: Clinic, coordinator: Actor) -> None:
    someone = refer_someone(clinic.solvik, "Ola Prøve", channels=(NewChannel("sms", "40000009", False),))
    _book(coordinator, someone, clinic)
    states = Notice.objects.filter(person=someone.person, text__startswith="appointment").values_list(
        "state", flat=True
    )
    assert set(states) == {Notice.State.WITHHELD}


def test_a_therapist_is_not_booked_twice_at_once(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    _book(coordinator, episode, clinic)
    other = refer_someone(clinic.solvik, "Ola Prøve")
    for starts_at in (FRIDAY_AT_TEN + timedelta(minutes=44), FRIDAY_AT_TEN - timedelta(minutes=44)):
        with pytest.raises(Denied, match=r"Tone Prøvesen.*10[.:]00.*10[.:]45"):
            _book(again(coordinator), other, clinic, starts_at=starts_at)
    _book(again(coordinator), other, clinic, starts_at=FRIDAY_AT_TEN + timedelta(minutes=45))
    assert Appointment.objects.count() == 2


def test_the_refusal_names_the_therapist_and_never_the_other_client(
    clinic: Clinic, episode: Episode, coordinator: Actor
) -> None:
    _book(coordinator, episode, clinic)
    other = refer_someone(clinic.solvik, "Ola Prøve")
    with pytest.raises(Denied) as refusal:
        _book(again(coordinator), other, clinic)
    assert "Kari" not in refusal.value.sentence


def test_a_client_is_not_in_two_places(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    _book(coordinator, episode, clinic)
    with pytest.raises(Denied):
        _book(again(coordinator), episode, clinic, staff=clinic.colleague.pk)


def test_a_time_that_is_cancelled_is_free_again(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    first = _book(coordinator, episode, clinic)
    cancel(by=again(coordinator), appointment=first, attendance=Attendance.CANCELLED_BY_CLIENT)
    _book(again(coordinator), refer_someone(clinic.solvik, "Ola Prøve"), clinic)


def test_the_same_form_sent_twice_books_once(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    assert _book(coordinator, episode, clinic).pk == _book(coordinator, episode, clinic).pk
    assert Notice.objects.filter(text="appointment").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_at": TUESDAY - timedelta(minutes=1)},
        {"starts_at": TUESDAY + timedelta(days=400)},
        {"minutes": 0},
        {"minutes": 601},
    ],
)
def test_an_impossible_time_is_refused_and_leaves_nothing(
    clinic: Clinic, episode: Episode, coordinator: Actor, wrong: dict[str, Any]
) -> None:
    with pytest.raises(Denied):
        _book(coordinator, episode, clinic, **wrong)
    assert not Appointment.objects.exists()
    assert not Notice.objects.filter(text__startswith="appointment").exists()


def test_who_may_book(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.lead, clinic.solvik)) as lead:
        assert can_book(by=lead, episode=episode)
    with acting(actor(clinic.colleague, clinic.solvik)) as stranger:
        assert not can_book(by=stranger, episode=episode), "a booking with oneself would give access"
    with acting(actor(clinic.colleague, clinic.solvik, on_duty=True)) as duty:
        assert can_book(by=duty, episode=episode)
    with acting(actor(clinic.manager, clinic.solvik)) as manager, pytest.raises(NotFound):
        _book(manager, episode, clinic)
    with acting(actor(clinic.havna_coordinator, clinic.havna)) as other, pytest.raises(NotFound):
        _book(other, episode, clinic, staff=clinic.havna_therapist.pk)


def test_nothing_is_booked_after_the_end(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    Episode.objects.filter(pk=episode.pk).update(
        state=State.DISCHARGED, discharged_on=date(2026, 3, 17), discharge_reason="declined"
    )
    with pytest.raises(Denied):
        _book(coordinator, episode, clinic)


def test_moving_takes_the_old_reminder_back_and_plans_a_new_one(
    clinic: Clinic, episode: Episode, coordinator: Actor
) -> None:
    """A reminder of a time that no longer holds sends somebody to a locked door."""
    appointment = _book(coordinator, episode, clinic)
    old = appointment.reminder
    later = FRIDAY_AT_TEN + timedelta(days=3)
    move_appointment(
        by=again(coordinator),
        appointment=appointment,
        starts_at=later,
        minutes=30,
        form=Form.VISIT,
        staff=clinic.colleague.pk,
        place="Rom 2",
    )
    assert Notice.objects.get(pk=old).state == Notice.State.WITHHELD
    new = Notice.objects.get(text="appointment_reminder", state=Notice.State.PLANNED)
    assert new.planned_for == datetime(2026, 3, 22, 9, 0, tzinfo=UTC)
    episode.refresh_from_db()
    assert episode.next_appointment_at == later
    assert (appointment.staff_id, appointment.form, appointment.place) == (clinic.colleague.pk, "visit", "Rom 2")


def test_a_time_may_be_moved_into_itself(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    """A quarter of an hour later overlaps with the time that is being moved, and with nothing else."""
    appointment = _book(coordinator, episode, clinic)
    move_appointment(
        by=again(coordinator),
        appointment=appointment,
        starts_at=FRIDAY_AT_TEN + timedelta(minutes=15),
        minutes=45,
        form=Form.PHONE,
        staff=clinic.therapist.pk,
    )
    assert appointment.starts_at == FRIDAY_AT_TEN + timedelta(minutes=15)


@pytest.mark.parametrize("whose", [Attendance.CANCELLED_BY_CLIENT, Attendance.CANCELLED_BY_TEAM])
def test_a_cancelled_time_is_registered_with_who_cancelled(
    clinic: Clinic, episode: Episode, coordinator: Actor, whose: Attendance
) -> None:
    appointment = _book(coordinator, episode, clinic)
    cancel(by=again(coordinator), appointment=appointment, attendance=whose)
    episode.refresh_from_db()
    assert episode.next_appointment_at is None
    assert episode.assessed_on is None, "nobody was seen"
    contact = Contact.objects.get(appointment=appointment)
    assert (contact.attendance, contact.on, contact.purpose) == (whose, date(2026, 3, 20), "assessment")
    assert not Notice.objects.filter(text="appointment_reminder", state=Notice.State.PLANNED).exists()
    assert Notice.objects.filter(text="appointment_cancelled").count() == 1


def test_a_time_is_cancelled_once(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    appointment = _book(coordinator, episode, clinic)
    cancel(by=again(coordinator), appointment=appointment, attendance=Attendance.CANCELLED_BY_TEAM)
    with pytest.raises(Denied):
        cancel(by=again(coordinator), appointment=appointment, attendance=Attendance.CANCELLED_BY_TEAM)


def test_not_coming_is_no_cancellation(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    appointment = _book(coordinator, episode, clinic)
    with pytest.raises(ValueError, match="not cancelled by"):
        cancel(by=coordinator, appointment=appointment, attendance=Attendance.DID_NOT_ATTEND)


def test_the_next_time_is_the_first_of_those_to_come(clinic: Clinic, episode: Episode, coordinator: Actor) -> None:
    _book(coordinator, episode, clinic, starts_at=FRIDAY_AT_TEN + timedelta(days=7))
    _book(again(coordinator), episode, clinic)
    episode.refresh_from_db()
    assert episode.next_appointment_at == FRIDAY_AT_TEN


def test_whoever_books_sees_when_therapists_are_taken_and_by_nobody(
    clinic: Clinic, episode: Episode, coordinator: Actor
) -> None:
    """The coming two weeks, what is still planned, and not a word about the client."""
    _book(coordinator, episode, clinic)
    gone = _book(again(coordinator), episode, clinic, starts_at=FRIDAY_AT_TEN + timedelta(days=1))
    cancel(by=again(coordinator), appointment=gone, attendance=Attendance.CANCELLED_BY_TEAM)
    _book(again(coordinator), episode, clinic, starts_at=FRIDAY_AT_TEN + timedelta(days=20))
    (taken,) = taken_times(coordinator, [clinic.therapist.pk, clinic.colleague.pk])
    assert taken == TakenTime(date(2026, 3, 20), "Tone Prøvesen", FRIDAY_AT_TEN, FRIDAY_AT_TEN + timedelta(minutes=45))
    assert taken_times(coordinator, [clinic.colleague.pk]) == ()


def test_of_two_bookings_at_the_same_moment_one_finds_room(clone: Clone) -> None:
    """Two coordinators press the button together; the therapist's row is held, so the second waits and is refused."""
    clinic = make_clinic()
    people = [refer_someone(clinic.solvik, f"Prøve {number}") for number in range(2)]
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def press(episode: Episode) -> None:
        by = again(actor(clinic.coordinator, clinic.solvik))
        start.wait()
        try:
            with acting(by):
                _book(by, episode, clinic)
            outcomes.append("booked")
        except Denied:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[episode]) for episode in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["booked", "refused"]


def test_ten_on_the_wall_is_ten_on_both_sides_of_the_change_of_clocks() -> None:
    """The clocks go forward on 29 March 2026: an hour's difference in UTC, none on the wall."""
    before = clock.at_wall(date(2026, 3, 27), time(10), "Europe/Oslo")
    after = clock.at_wall(date(2026, 3, 30), time(10), "Europe/Oslo")
    assert (before.hour, after.hour) == (9, 8)
    with pytest.raises(ValueError, match="go forward"):
        clock.at_wall(date(2026, 3, 29), time(2, 30), "Europe/Oslo")
