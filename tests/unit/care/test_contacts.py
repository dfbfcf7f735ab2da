"""What came of a talk is written down once, moves the course on, and can be put right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from stegvis.care.actions.correct_contact import correct_contact
from stegvis.care.actions.record_contact import can_record_contact, record_contact
from stegvis.care.models import Appointment, Contact
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Attendance, Form, Level, Purpose
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound
from tests.clinic import acting, actor, again, inside
from tests.unit.care.work import Work, days_ago, make_work, refused


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def write(work: Work, by: Actor | None = None, **values: Any) -> Contact:
    actor_now = by or work.by()
    with acting(actor_now):
        return record(work, actor_now, **values)


def record(work: Work, by: Actor, **values: Any) -> Contact:
    usual: dict[str, Any] = {
        "on": clock.today("Europe/Oslo"),
        "purpose": Purpose.TREATMENT,
        "form": Form.VISIT,
        "attendance": Attendance.ATTENDED,
        "minutes": 45,
    }
    return record_contact(by=by, episode=work.seen(by), **{**usual, **values})


def test_a_contact_has_every_coded_field(work: Work) -> None:
    contact = write(work)
    assert (contact.purpose, contact.form, contact.attendance, contact.minutes) == (
        "treatment",
        "visit",
        "attended",
        45,
    )
    assert (contact.level, contact.by_id) == (Level.INDIVIDUAL, work.clinic.therapist.pk)


def test_the_first_treatment_begins_the_treatment(work: Work) -> None:
    write(work, on=days_ago(3))
    now = work.now()
    assert (now.state, now.started_on, now.last_contact_on) == (State.IN_TREATMENT, days_ago(3), days_ago(3))


@pytest.mark.parametrize("attendance", ["did_not_attend", "cancelled_by_client", "cancelled_by_team"])
def test_nobody_is_treated_who_did_not_come(work: Work, attendance: str) -> None:
    """A missed talk is registered, so that figures are honest, and begins nothing."""
    write(work, attendance=Attendance(attendance))
    now = work.now()
    assert (now.state, now.started_on, now.last_contact_on) == (State.WAITING_FOR_TREATMENT, None, None)


def test_somebody_who_comes_late_was_seen(work: Work) -> None:
    write(work, attendance=Attendance.LATE)
    assert work.now().state == State.IN_TREATMENT


@pytest.mark.parametrize("purpose", ["assessment", "review", "follow_up", "employment_support", "other"])
def test_what_is_no_treatment_begins_none(work: Work, purpose: str) -> None:
    write(work, purpose=Purpose(purpose))
    assert (work.now().state, work.now().started_on) == (State.WAITING_FOR_TREATMENT, None)


@pytest.mark.parametrize("state", [State.WAITING, State.IN_ASSESSMENT, State.IN_TREATMENT, State.IN_FOLLOW_UP])
def test_only_who_waits_for_treatment_is_moved(work: Work, state: State) -> None:
    """The level of care is decided by people before treatment; a contact does not jump over that."""
    work.put(state=state)
    write(work)
    assert work.now().state == state


def test_a_talk_written_down_late_keeps_the_days_true(work: Work) -> None:
    write(work, on=days_ago(2))
    write(work, on=days_ago(9))
    assert (work.now().started_on, work.now().last_contact_on) == (days_ago(9), days_ago(2))


def test_the_agreed_time_is_held_and_the_next_one_stands(work: Work) -> None:
    held = work.agreed()
    coming = work.agreed(clock.now() + timedelta(days=3))
    write(work, appointment=held)
    with inside(work.clinic.solvik_organisation):
        held.refresh_from_db()
    assert held.status == Appointment.Status.HELD
    assert work.now().next_appointment_at == coming.starts_at


def test_the_agreed_time_of_somebody_who_did_not_come_is_held_too(work: Work) -> None:
    held = work.agreed()
    write(work, appointment=held, attendance=Attendance.DID_NOT_ATTEND)
    with inside(work.clinic.solvik_organisation):
        assert Appointment.objects.get(pk=held.pk).status == Appointment.Status.HELD


def test_a_time_to_come_that_is_cancelled_is_told_to_the_client(work: Work) -> None:
    coming = work.agreed(clock.now() + timedelta(hours=1))
    write(work, appointment=coming, attendance=Attendance.CANCELLED_BY_TEAM)
    with inside(work.clinic.solvik_organisation):
        assert Appointment.objects.get(pk=coming.pk).status == Appointment.Status.CANCELLED
        assert Notice.objects.filter(text="appointment_cancelled").count() == 1


def test_what_came_of_a_time_is_written_once(work: Work) -> None:
    held = work.agreed()
    write(work, appointment=held)
    with acting(work.by()) as by, refused(Denied):
        record(work, by, appointment=Appointment.objects.select_related("team").get(pk=held.pk))
    with inside(work.clinic.solvik_organisation):
        assert Contact.objects.count() == 1


def test_a_form_sent_twice_writes_once(work: Work) -> None:
    by = work.by()
    first = write(work, by)
    assert write(work, by).pk == first.pk
    with inside(work.clinic.solvik_organisation):
        assert Contact.objects.count() == 1


def test_another_courses_time_is_not_closed(work: Work) -> None:
    held = work.agreed()
    other = make_other(work)
    with acting(work.by()) as by, refused(NotFound):
        record(other, by, appointment=Appointment.objects.select_related("team").get(pk=held.pk))


def make_other(work: Work) -> Work:
    from tests.clinic import refer_someone

    episode = refer_someone(work.clinic.solvik, "Ola Prøve", mobile="40000009", responsible=work.clinic.therapist)
    return Work(work.clinic, episode)


WRONG = [
    ({"on": days_ago(-1)}, "a day to come"),
    ({"on": days_ago(41)}, "before the request"),
    ({"minutes": 601}, "longer than ten hours"),
    ({"minutes": -1}, "less than nothing"),
]


@pytest.mark.parametrize(("values", "why"), WRONG, ids=[why for _, why in WRONG])
def test_what_cannot_be_is_refused(work: Work, values: dict[str, Any], why: str) -> None:
    with acting(work.by()) as by, refused(Denied):
        record(work, by, **values)


def test_after_the_course_nothing_more_is_written(work: Work) -> None:
    work.put(state=State.DISCHARGED, discharged_on=days_ago(2), discharge_reason="completed")
    write(work, on=days_ago(3))  # a talk of the last days, written down late
    with acting(work.by()) as by, refused(Denied):
        record(work, by, on=days_ago(1))


@pytest.mark.parametrize("name", ["colleague", "coordinator", "manager", "administrator", "editor"])
def test_who_does_not_work_with_the_client_writes_nothing(work: Work, name: str) -> None:
    with acting(work.by()) as by:
        episode = work.seen(by)
    with acting(work.by(name)) as by:
        assert not can_record_contact(by=by, episode=episode, on=days_ago(0))
        with refused(NotFound):
            record_contact(
                by=by, episode=episode, on=days_ago(0), purpose=Purpose.TREATMENT, form=Form.VISIT,
                attendance=Attendance.ATTENDED,
            )  # fmt: skip


def test_another_team_writes_nothing(work: Work) -> None:
    with acting(again(actor(work.clinic.havna_therapist, work.clinic.havna))) as by, refused(NotFound):
        record_contact(
            by=by, episode=work.episode, on=days_ago(0), purpose=Purpose.TREATMENT, form=Form.VISIT,
            attendance=Attendance.ATTENDED,
        )  # fmt: skip


def correct(work: Work, contact: Contact, by: Actor | None = None, **values: Any) -> Contact:
    usual: dict[str, Any] = {
        "on": contact.on,
        "purpose": Purpose(contact.purpose),
        "form": Form(contact.form),
        "attendance": Attendance(contact.attendance),
        "level": contact.level,
        "minutes": contact.minutes,
    }
    actor_now = by or work.by()
    with acting(actor_now):
        return correct_contact(by=actor_now, contact_id=contact.pk, **{**usual, **values})


def test_a_slip_is_corrected_and_what_stood_is_kept(work: Work) -> None:
    contact = write(work, minutes=45)
    assert correct(work, contact, minutes=30).minutes == 30
    with inside(work.clinic.solvik_organisation):
        assert list(contact.history.order_by("pgh_id").values_list("minutes", flat=True)) == [45, 30]


def test_a_corrected_attendance_corrects_the_days(work: Work) -> None:
    contact = write(work)
    correct(work, contact, attendance=Attendance.DID_NOT_ATTEND)
    assert (work.now().started_on, work.now().last_contact_on) == (None, None)


def test_a_correction_follows_the_same_rules(work: Work) -> None:
    contact = write(work)
    with refused(Denied):
        correct(work, contact, on=date(2030, 1, 1))
    with refused(NotFound):
        correct(work, contact, work.by("colleague"), minutes=1)
