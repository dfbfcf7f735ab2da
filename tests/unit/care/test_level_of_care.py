"""The level of care: chosen by people from what is on the table, changed with a reason, its line kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stegvis.care.actions.assess import assess
from stegvis.care.actions.change_level import can_change_level, change_level
from stegvis.care.actions.decide_level import Choice, can_decide_level, decide_level
from stegvis.care.models import Assessment, Episode, LevelDecision, Offer
from stegvis.care.queries.levels import level_line
from stegvis.care.queries.offers import open_offers
from stegvis.definitions import clock
from stegvis.definitions.level_questions import level_questions
from stegvis.definitions.pathway import State
from stegvis.definitions.registration import Level, Problem, label
from stegvis.people.models import Actor, Denied, NotFound
from tests.clinic import Clinic, acting, actor, again, inside, make_clinic, refer_someone

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
    with acting(again(actor(clinic.therapist, clinic.solvik, on_duty=True))) as by:
        yield by


@pytest.fixture
def assessed(clinic: Clinic, therapist: Actor) -> Episode:
    episode = refer_someone(clinic.solvik, days_ago=9)
    assess(by=again(therapist), episode=episode)
    Assessment.objects.update(completed_at=TUESDAY)
    return episode


def _choice(clinic: Clinic, level: Level = Level.COURSE, **values: Any) -> Choice:
    offer = Offer.objects.get(team=clinic.solvik, level=level)
    given: dict[str, Any] = {
        "level": level,
        "offer": offer.pk,
        "preference": "Helst sammen med andre.",
        "reason": "Har prøvd selvhjelp før.",
        "is_joint": True,
    }
    return Choice(**{**given, **values})


def test_the_decision_keeps_all_that_was_on_the_table(clinic: Clinic, therapist: Actor, assessed: Episode) -> None:
    """Later nobody should have to guess what the client could have chosen, or how long it would have taken."""
    made = decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.DEPRESSION)
    assessed.refresh_from_db()
    assert (assessed.state, assessed.level, assessed.problem) == (
        State.WAITING_FOR_TREATMENT, "course", "depression",
    )  # fmt: skip
    assert [option["level"] for option in made.options] == [level.value for level in Level]
    assert [option["wait_weeks"] for option in made.options] == [0, 1, 2, 3, 4]
    assert b"Helst" not in bytes(made.sealed)


def test_the_line_of_decisions_stays_when_the_level_is_changed(
    clinic: Clinic, therapist: Actor, assessed: Episode
) -> None:
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.DEPRESSION)
    with clock.standing_at(TUESDAY + timedelta(days=30)):
        change_level(
            by=again(therapist),
            episode=assessed,
            choice=_choice(clinic, Level.INDIVIDUAL, reason="Kurset hjalp ikke nok.", is_joint=False),
        )
    first, second = level_line(therapist, assessed)
    assert (first.level, first.is_change, first.is_joint) == ("Kurs", False, True)
    assert (second.level, second.is_change, second.is_joint) == (label(Level.INDIVIDUAL, "nb"), True, False)
    assert (first.preference, first.reason) == ("Helst sammen med andre.", "Har prøvd selvhjelp før.")
    assert second.reason == "Kurset hjalp ikke nok."
    assessed.refresh_from_db()
    assert (assessed.level, assessed.problem) == ("individual", "depression"), "the problem word stays"


def test_the_problem_word_may_change_with_the_level(clinic: Clinic, therapist: Actor, assessed: Episode) -> None:
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.DEPRESSION)
    change_level(by=again(therapist), episode=assessed, choice=_choice(clinic), problem=Problem.PANIC)
    assessed.refresh_from_db()
    assert assessed.problem == "panic"


def test_it_is_decided_after_the_assessment_and_not_before(clinic: Clinic, therapist: Actor) -> None:
    episode = refer_someone(clinic.solvik)
    assert not can_decide_level(by=therapist, episode=episode)
    assess(by=again(therapist), episode=episode)
    with pytest.raises(Denied, match=r"[Cc]omplete|[Ff]ullfør"):
        decide_level(by=again(therapist), episode=episode, choice=_choice(clinic), problem=Problem.STRESS)


def test_it_is_decided_once_and_then_changed(clinic: Clinic, therapist: Actor, assessed: Episode) -> None:
    assert not can_change_level(by=therapist, episode=assessed)
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.STRESS)
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.STRESS)
    assert LevelDecision.objects.count() == 1, "the same form sent twice"
    with pytest.raises(Denied):
        decide_level(by=again(therapist), episode=assessed, choice=_choice(clinic), problem=Problem.STRESS)
    assert can_change_level(by=therapist, episode=assessed)


def test_a_change_needs_a_reason(clinic: Clinic, therapist: Actor, assessed: Episode) -> None:
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.STRESS)
    with pytest.raises(Denied):
        change_level(by=again(therapist), episode=assessed, choice=_choice(clinic, reason="  "))


def test_only_what_the_team_offers_now_can_be_chosen(clinic: Clinic, therapist: Actor, assessed: Episode) -> None:
    """An offer of another team, one that is closed, an offer under another level's name, a level without offer."""
    other = Offer.objects.filter(team=clinic.havna).first()
    closed = Offer.objects.get(team=clinic.solvik, level=Level.GROUP)
    Offer.objects.filter(pk=closed.pk).update(is_open=False)
    assert other is not None
    for wrong in (
        _choice(clinic, Level(other.level), offer=other.pk),
        _choice(clinic, Level.GROUP),
        replace(_choice(clinic, Level.COURSE), level=Level.INDIVIDUAL),
        _choice(clinic, Level.COURSE, offer=None),
    ):
        with pytest.raises(Denied):
            decide_level(by=again(therapist), episode=assessed, choice=wrong, problem=Problem.STRESS)


def test_a_team_that_has_entered_no_offers_chooses_a_bare_level(
    clinic: Clinic, therapist: Actor, assessed: Episode
) -> None:
    Offer.objects.filter(team=clinic.solvik).update(is_open=False)
    assert open_offers(clinic.solvik, "nb") == ()
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic, offer=None), problem=Problem.STRESS)
    assert assessed.level == "course"


def test_who_may_decide(clinic: Clinic, assessed: Episode) -> None:
    given = _choice(clinic)
    with acting(actor(clinic.coordinator, clinic.solvik)) as by, pytest.raises(Denied):
        decide_level(by=by, episode=assessed, choice=given, problem=Problem.STRESS)
    with acting(actor(clinic.colleague, clinic.solvik)) as by, pytest.raises(NotFound):
        decide_level(by=by, episode=assessed, choice=given, problem=Problem.STRESS)
    with acting(actor(clinic.havna_therapist, clinic.havna, on_duty=True)) as by, pytest.raises(NotFound):
        decide_level(by=by, episode=assessed, choice=given, problem=Problem.STRESS)
    with acting(actor(clinic.lead, clinic.solvik)) as by:
        assert can_decide_level(by=by, episode=assessed)


def test_of_two_who_decide_at_once_the_second_sees_what_the_first_did(
    clinic: Clinic, therapist: Actor, assessed: Episode
) -> None:
    """The episode in the second one's hand is older than the decision; the row is read again under a lock."""
    stale = Episode.objects.select_related("person__key", "team").get(pk=assessed.pk)
    decide_level(by=therapist, episode=assessed, choice=_choice(clinic), problem=Problem.STRESS)
    with pytest.raises(Denied):
        decide_level(by=again(therapist), episode=stale, choice=_choice(clinic), problem=Problem.STRESS)


def test_after_the_end_the_level_stands(clinic: Clinic, therapist: Actor, assessed: Episode) -> None:
    with inside(clinic.solvik.organisation):
        Episode.objects.filter(pk=assessed.pk).update(
            state=State.DISCHARGED, discharged_on=date(2026, 3, 17), discharge_reason="moved"
        )
    assert not can_change_level(by=therapist, episode=assessed)


def test_every_question_of_the_checklist_has_a_source_and_none_a_number_to_add() -> None:
    assert len(level_questions()) >= 5
    for question in level_questions():
        assert question.source.strip()
        assert not any(sign.isdigit() for text in question.text.values() for sign in text)
