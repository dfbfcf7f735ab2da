"""A therapist's day and a client's record: each in one statement, and nothing of anybody else's."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest

from stegvis.care.actions.record_contact import record_contact
from stegvis.care.actions.write_note import write_note
from stegvis.care.models import Appointment
from stegvis.definitions import clock
from stegvis.definitions.registration import Attendance, Form, Purpose
from stegvis.people.models import Block, Ground, NotFound
from stegvis.questionnaires.actions.type_in import type_in
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.record import Record, record
from stegvis.questionnaires.queries.today import Day, day_of
from stegvis.safety.actions.raise_alert import raise_alert
from tests.clinic import acting, again, inside
from tests.unit.care.work import Work, days_ago, make_work


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def at(days: int, hour: int) -> datetime:
    return clock.at_wall(days_ago(-days), time(hour), "Europe/Oslo")


def day(work: Work, name: str = "therapist", **flags: Any) -> Day:
    with acting(work.by(name, **flags)) as by:
        return day_of(by)


def test_the_day_has_todays_talks_in_their_order(work: Work) -> None:
    late, early = work.agreed(at(0, 14)), work.agreed(at(0, 9))
    work.agreed(at(1, 9))
    assert [one.id for one in day(work).meetings] == [early.pk, late.pk]


def test_a_talk_of_before_that_nobody_wrote_down_waits_for_it(work: Work) -> None:
    forgotten = work.agreed(at(-2, 9))
    assert [one.id for one in day(work).earlier] == [forgotten.pk]
    with acting(work.by()) as by:
        record_contact(
            by=by, episode=work.seen(by), on=days_ago(2), purpose=Purpose.TREATMENT, form=Form.VISIT,
            attendance=Attendance.ATTENDED, appointment=Appointment.objects.select_related("team").get(),
        )  # fmt: skip
    assert day(work).earlier == ()


def test_what_is_written_down_today_stays_on_the_day(work: Work) -> None:
    held = work.agreed(at(0, 0))
    with inside(work.clinic.solvik_organisation):
        Appointment.objects.filter(pk=held.pk).update(status="held")
    assert [one.is_recorded for one in day(work).meetings] == [True]


def test_a_cancelled_talk_leaves_the_day(work: Work) -> None:
    work.agreed(at(0, 12))
    with inside(work.clinic.solvik_organisation):
        Appointment.objects.update(status="cancelled")
    assert day(work).meetings == ()


def test_the_day_is_ones_own_also_on_duty_and_as_a_lead(work: Work) -> None:
    work.agreed(at(0, 12))
    assert day(work, "lead") == Day((), ())
    assert day(work, "colleague", on_duty=True) == Day((), ())


def test_a_client_who_has_blocked_me_is_not_on_my_day(work: Work) -> None:
    work.agreed(at(0, 12))
    with inside(work.clinic.solvik_organisation) as system:
        Block.objects.create(
            organisation_id=system.organisation_id, person=work.episode.person, user=work.clinic.therapist,
            since=clock.now(),
        )  # fmt: skip
    assert day(work) == Day((), ())


def test_the_day_says_what_was_asked_and_answered(work: Work) -> None:
    meeting = work.agreed(at(0, 12))
    with inside(work.clinic.solvik_organisation) as system:
        for instrument, submitted in (("phq-9@1", clock.now()), ("gad-7@1", None)):
            Questionnaire.objects.create(
                organisation_id=system.organisation_id, person=work.episode.person, episode=work.episode,
                appointment=meeting, instrument=instrument, asked_at=clock.now(), due_on=days_ago(0),
                submitted_at=submitted,
            )  # fmt: skip
    (one,) = day(work).meetings
    assert (one.asked, one.answered) == (2, 1)


def test_the_day_costs_one_statement(work: Work, django_assert_num_queries: Any) -> None:
    for hour in (9, 11, 13):
        work.agreed(at(0, hour))
    with acting(work.by()) as by, django_assert_num_queries(1):
        assert len(day_of(by).meetings) == 3
        assert by.shown == {work.episode.person_id: Ground.RESPONSIBLE}


@pytest.mark.parametrize("name", ["coordinator", "manager"])
def test_the_day_and_the_record_are_for_those_who_treat(work: Work, name: str) -> None:
    with acting(work.by(name)) as by:
        with pytest.raises(NotFound):
            day_of(by)
        with pytest.raises(NotFound):
            record(by, work.episode.pk)


def full(work: Work) -> None:
    """Something of everything in the record."""
    for days in range(8):
        with acting(work.by()) as by:
            record_contact(
                by=by, episode=work.seen(by), on=days_ago(days), purpose=Purpose.TREATMENT, form=Form.VISIT,
                attendance=Attendance.ATTENDED, minutes=45,
            )  # fmt: skip
        with acting(work.by()) as by:
            write_note(by=by, episode=work.seen(by), text=f"Notat {days}.")
    with acting(work.by()) as by:
        type_in(
            by=by, episode=work.seen(by), instrument_name="phq-9",
            answers={str(item): 1 for item in range(1, 9)} | {"9": 0}, origin=Questionnaire.Origin.PAPER,
        )  # fmt: skip
    with acting(work.by()) as by:
        raise_alert(
            by=by, episode=work.seen(by), questionnaire_id=work.episode.pk, instrument="phq-9@1", item="9", value=1
        )
    work.agreed(clock.now() + timedelta(days=1))


def read(work: Work, **wanted: Any) -> Record:
    with acting(work.by()) as by:
        return record(by, work.episode.pk, **wanted)


def test_the_record_holds_everything_in_one_statement(work: Work, django_assert_num_queries: Any) -> None:
    full(work)
    with acting(again(work.by())) as by, django_assert_num_queries(1):
        found = record(by, work.episode.pk)
    assert found.identity.name == "Kari Prøve"
    assert found.card.channel("sms") is not None
    assert found.plan.next is not None
    assert [course.title for course in found.courses] == ["PHQ-9"]
    assert found.open_alert is not None


def test_older_contacts_and_notes_come_when_they_are_asked_for(work: Work) -> None:
    full(work)
    short, whole = read(work), read(work, everything=True)
    assert (len(short.care.contacts), short.care.older_contacts) == (6, True)
    assert (len(short.care.notes), short.care.older_notes) == (3, True)
    assert (len(whole.care.contacts), whole.care.older_contacts) == (8, False)
    assert [note.text for note in whole.care.notes] == [f"Notat {days}." for days in reversed(range(8))]


def test_an_empty_record_is_a_record(work: Work) -> None:
    found = read(work)
    assert (found.care.contacts, found.care.notes, found.alerts, found.courses) == ((), (), (), ())


def test_the_record_is_not_found_by_who_has_no_relation(work: Work) -> None:
    with acting(work.by("colleague")) as by, pytest.raises(NotFound):
        record(by, work.episode.pk)
