"""Referring on: recorded with a reason; whether the help here ends is asked, never concluded."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stegvis.care.actions.book import book
from stegvis.care.actions.refer_on import can_refer_on, refer_on
from stegvis.care.models import Appointment, Episode, OnwardReferral
from stegvis.care.queries.onward import onward_line
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import DischargeReason, Form, Purpose
from stegvis.notices.models import Notice
from stegvis.people.models import Actor, Denied, NotFound
from tests.clinic import Clinic, acting, actor, again, make_clinic, refer_someone

To, Relation = OnwardReferral.To, OnwardReferral.Relation
TUESDAY = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.standing_at(TUESDAY):
        yield


@pytest.fixture
def clinic(db: None) -> Clinic:
    return make_clinic()


@pytest.fixture
def therapist(clinic: Clinic) -> Iterator[Actor]:
    with acting(again(actor(clinic.therapist, clinic.solvik))) as by:
        yield by


@pytest.fixture
def episode(clinic: Clinic) -> Episode:
    return refer_someone(clinic.solvik, responsible=clinic.therapist)


def _refer_on(by: Actor, episode: Episode, **values: Any) -> OnwardReferral:
    wanted: dict[str, Any] = {
        "to": To.SPECIALIST, "relation": Relation.BEFORE, "reason": "Trenger utredning.", "ends": False,
    }  # fmt: skip
    return refer_on(by=by, episode=episode, **{**wanted, **values})


def test_the_help_here_goes_on_where_people_say_so(therapist: Actor, episode: Episode) -> None:
    made = _refer_on(therapist, episode)
    episode.refresh_from_db()
    assert (episode.state, episode.discharged_on) == (State.WAITING, None)
    assert b"Trenger" not in bytes(made.sealed)
    step = onward_line(therapist, episode)[0]
    assert (step.to, step.relation, step.reason) == ("specialist", "before", "Trenger utredning.")


@pytest.mark.parametrize("relation", list(Relation))
def test_the_end_is_coded_and_follows_the_answer_and_not_the_relation(
    therapist: Actor, episode: Episode, relation: OnwardReferral.Relation
) -> None:
    """ "Instead of specialist care" may end here or go on here; only people know which (docs/adr)."""
    _refer_on(therapist, episode, relation=relation, ends=True)
    episode.refresh_from_db()
    assert (episode.state, episode.discharged_on, episode.discharge_reason) == (
        State.DISCHARGED, date(2026, 3, 17), DischargeReason.REFERRED_ON,
    )  # fmt: skip


def test_planned_times_do_not_outlive_the_end(clinic: Clinic, therapist: Actor, episode: Episode) -> None:
    book(
        by=again(therapist),
        episode=episode,
        starts_at=TUESDAY + timedelta(days=3),
        minutes=45,
        form=Form.PHONE,
        purpose=Purpose.ASSESSMENT,
        staff=clinic.therapist.pk,
    )
    _refer_on(therapist, episode, ends=True)
    assert Appointment.objects.get().status == Appointment.Status.CANCELLED
    assert not Notice.objects.filter(text="appointment_reminder", state=Notice.State.PLANNED).exists()
    assert Notice.objects.filter(text="appointment_cancelled").count() == 1
    episode.refresh_from_db()
    assert episode.next_appointment_at is None


def test_who_may_refer_on(clinic: Clinic, episode: Episode) -> None:
    with acting(actor(clinic.coordinator, clinic.solvik)) as by, pytest.raises(Denied):
        _refer_on(by, episode)
    with acting(actor(clinic.colleague, clinic.solvik)) as by, pytest.raises(NotFound):
        _refer_on(by, episode)
    with acting(actor(clinic.fjordbyen_lead, clinic.fjordbyen)) as by, pytest.raises(NotFound):
        _refer_on(by, episode)


def test_without_a_reason_nothing_is_kept(therapist: Actor, episode: Episode) -> None:
    with pytest.raises(Denied):
        _refer_on(therapist, episode, reason=" ", ends=True)
    episode.refresh_from_db()
    assert episode.state == State.WAITING
    assert not OnwardReferral.objects.exists()


def test_a_course_ends_once(therapist: Actor, episode: Episode) -> None:
    _refer_on(therapist, episode, ends=True)
    _refer_on(therapist, episode, ends=True)
    assert OnwardReferral.objects.count() == 1, "the same form sent twice"
    assert not can_refer_on(by=therapist, episode=episode)
