"""What is asked, of whom, and never a risk item without somebody to read it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.people.models import Denied
from stegvis.questionnaires.actions.ask import ask, can_ask
from stegvis.questionnaires.actions.ask_before_contacts import ask_before_contacts
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.questionnaires.actions.submit import submit
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.blocked import blocked_measures
from stegvis.questionnaires.tasks import ask_everywhere
from stegvis.safety.models import DutyShift
from tests.clinic import acting, actor, again
from tests.unit.questionnaires.conftest import PHQ_9, Asked, refused


def test_asked_twice_a_question_stands_once_and_keeps_its_answers(asked: Asked) -> None:
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="1", value=2)
    later = clock.today("Europe/Oslo") + timedelta(days=7)
    [row] = ask(by=asked.staff, episode=asked.episode, instruments=["phq-9"], due_on=later)

    assert (row.id, row.due_on, row.answers[0]) == (asked.phq, later, 2)


def test_without_a_roster_nothing_with_a_risk_item_is_asked_and_the_rest_is(asked: Asked) -> None:
    submit(by=asked.again(), questionnaire_id=asked.gad)
    DutyShift.objects.all().delete()

    with refused(Denied):
        ask(by=asked.staff, episode=asked.episode, instruments=["phq-9", "gad-7"], due_on=clock.today("Europe/Oslo"))
    assert not can_ask(asked.staff, asked.episode, ["phq-9"])
    assert can_ask(asked.staff, asked.episode, ["gad-7"])


def test_staff_are_told_what_stays_closed_and_how_many_wait(asked: Asked) -> None:
    assert blocked_measures(asked.staff) is None
    DutyShift.objects.filter(on=clock.today("Europe/Oslo") + timedelta(days=2)).delete()
    blocked = blocked_measures(asked.staff)
    assert blocked is not None
    assert (blocked.names, blocked.waiting) == (("PHQ-9",), 1)


def test_an_instrument_without_free_wording_is_not_shown_to_a_client(asked: Asked) -> None:
    """OCI's owner has not freed its words; the file has structure and scoring only."""
    with refused(Denied):
        ask(by=asked.staff, episode=asked.episode, instruments=["oci"], due_on=clock.today("Europe/Oslo"))


def test_nothing_is_asked_in_a_course_that_has_ended(asked: Asked) -> None:
    asked.episode.state = State.DISCHARGED
    assert not can_ask(asked.staff, asked.episode, ["gad-7"])


def test_a_manager_asks_nobody(asked: Asked) -> None:
    with acting(actor(asked.clinic.manager, asked.clinic.solvik)) as manager:
        assert not can_ask(manager, asked.episode, ["gad-7"])


def booked(asked: Asked, days: int) -> Appointment:
    return Appointment.objects.create(
        organisation_id=asked.episode.organisation_id,
        team=asked.clinic.solvik,
        person=asked.episode.person,
        episode=asked.episode,
        starts_at=clock.now() + timedelta(days=days),
        form="visit",
        purpose="treatment",
        staff=asked.clinic.therapist,
    )


def test_the_teams_measures_are_asked_before_each_contact_and_once(asked: Asked) -> None:
    for id in (asked.phq, asked.gad):
        submit(by=asked.again(), questionnaire_id=id)
    near, _far = booked(asked, 2), booked(asked, 9)

    by = again(asked.staff)
    assert ask_before_contacts(by=by, team=asked.clinic.solvik) == 2
    assert ask_before_contacts(by=by, team=asked.clinic.solvik) == 0
    waiting = Questionnaire.objects.filter(submitted_at=None)
    assert {row.appointment_id for row in waiting} == {near.pk}


def test_what_the_roster_held_back_is_asked_once_it_is_whole(asked: Asked) -> None:
    for id in (asked.phq, asked.gad):
        submit(by=asked.again(), questionnaire_id=id)
    booked(asked, 2)
    shifts = list(DutyShift.objects.all())
    DutyShift.objects.all().delete()
    assert ask_before_contacts(by=asked.staff, team=asked.clinic.solvik) == 1
    DutyShift.objects.bulk_create(shifts)
    assert ask_before_contacts(by=asked.staff, team=asked.clinic.solvik) == 1
    assert Questionnaire.objects.filter(submitted_at=None, instrument=PHQ_9).count() == 1


def test_the_day_is_the_teams_local_day(asked: Asked) -> None:
    """23.30 UTC on a winter's day is half past midnight of the next day in Norway."""
    for id in (asked.phq, asked.gad):
        submit(by=asked.again(), questionnaire_id=id)
    with clock.standing_at(datetime(2027, 1, 12, 12, tzinfo=UTC)):
        appointment = booked(asked, 0)
        appointment.starts_at = datetime(2027, 1, 12, 23, 30, tzinfo=UTC)
        appointment.save()
        ask_before_contacts(by=asked.staff, team=asked.clinic.solvik)
    assert {str(row.due_on) for row in Questionnaire.objects.filter(submitted_at=None)} == {"2027-01-13"}


def test_the_episode_stays_what_it_was(asked: Asked) -> None:
    assert Episode.objects.get(pk=asked.episode.pk).state == State.WAITING


def test_the_hourly_job_asks_in_every_team_of_every_organisation(asked: Asked) -> None:
    for id in (asked.phq, asked.gad):
        submit(by=asked.again(), questionnaire_id=id)
    booked(asked, 1)
    ask_everywhere(timestamp=0)
    with acting(asked.staff):
        assert Questionnaire.objects.filter(submitted_at=None).count() == 2
