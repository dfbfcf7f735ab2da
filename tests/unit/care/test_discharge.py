"""A course ends with a coded reason and how the person stands to work; what was booked is taken off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stegvis.care.actions.discharge import can_discharge, discharge
from stegvis.care.models import Appointment, Episode
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import DischargeReason, WorkStatus
from stegvis.notices.models import Notice
from stegvis.people.models import Denied, NotFound
from tests.clinic import acting, inside
from tests.unit.care.work import Work, days_ago, make_work, refused


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def end(work: Work, name: str = "therapist", **values: object) -> Episode:
    with acting(work.by(name)) as by:
        return discharge(by=by, episode=work.seen(by), reason=DischargeReason.COMPLETED, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [state for state in State if state is not State.DISCHARGED])
def test_every_open_course_can_end(work: Work, state: State) -> None:
    work.put(state=state)
    end(work, work_status=WorkStatus.WORKING, on_sick_pay=False)
    now = work.now()
    assert (now.state, now.discharged_on, now.discharge_reason) == ("discharged", days_ago(0), "completed")
    assert (now.work_status_last, now.sick_pay_last) == ("working", False)


def test_what_is_not_known_is_missing_and_not_what_it_was_at_the_start(work: Work) -> None:
    """Else everybody whom nobody asked would count as unchanged (MEASURES.md, off_sick_pay)."""
    work.put(work_status_last="sick_leave_full", sick_pay_last=True)
    end(work)
    assert (work.now().work_status_last, work.now().sick_pay_last) == ("", None)


def test_booked_times_are_taken_off_and_the_client_is_told(work: Work) -> None:
    coming = work.agreed(clock.now() + timedelta(days=2))
    work.put(next_appointment_at=coming.starts_at)
    end(work)
    with inside(work.clinic.solvik_organisation):
        assert Appointment.objects.get(pk=coming.pk).status == Appointment.Status.CANCELLED
        assert Notice.objects.filter(text="appointment_cancelled").count() == 1
    assert work.now().next_appointment_at is None


def test_a_course_ends_once(work: Work) -> None:
    end(work)
    with refused(Denied):
        end(work)


def test_the_lead_may_and_a_colleague_may_not(work: Work) -> None:
    with acting(work.by("colleague")) as by:
        assert not can_discharge(by=by, episode=work.episode)
    end(work, "lead")
    assert work.now().state == "discharged"


@pytest.mark.parametrize("name", ["coordinator", "manager", "administrator"])
def test_nobody_ends_a_course_who_does_not_treat(work: Work, name: str) -> None:
    with acting(work.by(name)) as by, refused(NotFound):
        discharge(by=by, episode=work.episode, reason=DischargeReason.COMPLETED)
