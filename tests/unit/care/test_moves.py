"""The pathway's other moves: to follow-up and back, and a course that is opened again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stegvis.care.actions.follow_up import can_follow_up, can_start_treatment, follow_up, resume_treatment
from stegvis.care.actions.reopen import can_reopen, reopen
from stegvis.care.models import Episode
from stegvis.definitions.pathway import State
from stegvis.people.models import Denied, NotFound
from tests.clinic import acting, inside, refer_someone
from tests.unit.care.work import Work, days_ago, make_work, refused

Action = Callable[..., Episode]


@pytest.fixture
def work(db: None) -> Work:
    return make_work()


def do(work: Work, action: Action, name: str = "therapist") -> str:
    with acting(work.by(name)) as by:
        action(by=by, episode=work.seen(by))
    return work.now().state


def ended(work: Work) -> None:
    work.put(state=State.DISCHARGED, discharged_on=days_ago(0), discharge_reason="completed")


def test_treatment_goes_over_to_follow_up_and_back(work: Work) -> None:
    work.put(state=State.IN_TREATMENT)
    assert do(work, follow_up) == State.IN_FOLLOW_UP
    assert do(work, resume_treatment) == State.IN_TREATMENT


@pytest.mark.parametrize("state", [state for state in State if state is not State.IN_TREATMENT])
def test_follow_up_begins_from_treatment_alone(work: Work, state: State) -> None:
    ended(work) if state is State.DISCHARGED else work.put(state=state)
    with refused(Denied):
        do(work, follow_up)


@pytest.mark.parametrize("state", [State.WAITING, State.IN_ASSESSMENT, State.WAITING_FOR_TREATMENT])
def test_treatment_is_not_begun_by_a_button(work: Work, state: State) -> None:
    """It begins with the first contact, so that the wait is counted to a talk that took place."""
    work.put(state=state)
    with refused(Denied):
        do(work, resume_treatment)


def test_who_was_assessed_goes_back_to_the_assessment(work: Work) -> None:
    work.put(assessed_on=days_ago(20))
    ended(work)
    assert do(work, reopen) == State.IN_ASSESSMENT
    assert (work.now().discharged_on, work.now().discharge_reason) == (None, "")


def test_who_was_never_assessed_waits_again(work: Work) -> None:
    """So that nobody waits unseen (definitions/pathway.py)."""
    ended(work)
    assert do(work, reopen) == State.WAITING


def test_an_open_course_is_not_opened(work: Work) -> None:
    with refused(Denied):
        do(work, reopen)


def test_somebody_who_has_come_back_goes_on_with_the_newer_course(work: Work) -> None:
    ended(work)
    newer = refer_someone(work.clinic.solvik, "Ola Prøve", mobile="40000009")
    with inside(work.clinic.solvik_organisation):
        Episode.objects.filter(pk=newer.pk).update(person=work.episode.person)
    with refused(Denied):
        do(work, reopen)


@pytest.mark.parametrize("name", ["colleague", "coordinator", "manager"])
def test_who_does_not_work_with_the_client_moves_nothing(work: Work, name: str) -> None:
    ended(work)
    with acting(work.by(name)) as by:
        assert not can_reopen(by=by, episode=work.episode)
        assert not can_follow_up(by=by, episode=work.episode)
        assert not can_start_treatment(by=by, episode=work.episode)
        for action in (reopen, follow_up, resume_treatment):
            with refused(NotFound):
                action(by=by, episode=work.episode)
