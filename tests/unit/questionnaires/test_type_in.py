"""Answers on paper or by phone count as those given online, and a correction stands beside what it corrects."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.people.models import Denied, NotFound
from stegvis.questionnaires.actions.correct import correct
from stegvis.questionnaires.actions.submit import Filled, submit_all
from stegvis.questionnaires.actions.type_in import type_in
from stegvis.questionnaires.models import Questionnaire
from stegvis.questionnaires.queries.answers import answers_of
from stegvis.questionnaires.queries.curve import curve
from stegvis.safety.models import AlertSignal
from tests.clinic import acting, actor, again
from tests.unit.questionnaires.conftest import Asked, refused

ONES = {str(item): 1 for item in range(1, 9)} | {"9": 0}


def scores(asked: Asked) -> dict:  # type: ignore[type-arg]
    return Episode.objects.get(pk=asked.episode.pk).scores


def typed(asked: Asked, **changed: object) -> Questionnaire:
    given = {"instrument_name": "phq-9", "answers": ONES, "origin": Questionnaire.Origin.PAPER, **changed}
    return type_in(by=again(asked.staff), episode=asked.episode, **given)  # type: ignore[arg-type]


def test_paper_answers_fill_the_question_that_stands_open(asked: Asked) -> None:
    row = typed(asked)

    assert row.pk == asked.phq
    assert (row.score, row.origin, row.typed_by_id) == (8, "paper", asked.clinic.therapist.pk)
    assert scores(asked)["phq-9"]["last"] == 8


def test_paper_answers_of_an_earlier_day_come_in_order(asked: Asked) -> None:
    """Typed in last and given first: it is the first score, not the last."""
    Episode.objects.filter(pk=asked.episode.pk).update(received_on=clock.today("Europe/Oslo") - timedelta(days=30))
    asked.episode.refresh_from_db()
    submit_all(by=asked.again(), filled=[Filled(asked.phq, dict.fromkeys(ONES, 0))])
    row = typed(asked, answered_on=clock.today("Europe/Oslo") - timedelta(days=7))

    assert row.pk != asked.phq
    assert (scores(asked)["phq-9"]["first"], scores(asked)["phq-9"]["last"]) == (8, 0)


def test_a_risk_answer_on_paper_raises_its_alert(asked: Asked) -> None:
    typed(asked, answers=ONES | {"9": 2})
    assert AlertSignal.objects.get().value == 2


@pytest.mark.parametrize("days", [1, -100])
def test_answers_from_a_day_that_cannot_be_are_refused(asked: Asked, days: int) -> None:
    with refused(Denied):
        typed(asked, answered_on=clock.today("Europe/Oslo") + timedelta(days=days))


def test_a_coordinator_types_in_no_answers(asked: Asked) -> None:
    with acting(actor(asked.clinic.coordinator, asked.clinic.solvik)) as by, refused(Denied):
        type_in(
            by=again(by),
            episode=asked.episode,
            instrument_name="phq-9",
            answers=ONES,
            origin=Questionnaire.Origin.PAPER,
        )


def test_a_correction_is_a_new_row_and_the_scores_follow_it(asked: Asked) -> None:
    wrong = typed(asked)
    right = correct(by=again(asked.staff), questionnaire_id=wrong.pk, answers=ONES | {"1": 3}, reason="Leste feil.")

    assert (right.corrects_id, right.score, right.submitted_at) == (wrong.pk, 10, wrong.submitted_at)
    assert asked.row(wrong.pk).score == 8
    assert (scores(asked)["phq-9"]["last"], scores(asked)["phq-9"]["count"]) == (10, 1)
    [course] = [one for one in curve(asked.staff, asked.episode.pk) if one.title == "PHQ-9"]
    assert [point.score for point in course.points] == [10]
    seen = answers_of(asked.staff, right.pk)
    assert (seen.corrects, seen.correction_reason) == (wrong.pk, "Leste feil.")
    assert answers_of(asked.staff, wrong.pk).corrected_by == right.pk


def test_a_correction_that_leaves_no_score_takes_the_old_one_away(asked: Asked) -> None:
    wrong = typed(asked)
    correct(by=again(asked.staff), questionnaire_id=wrong.pk, answers={"9": 0}, reason="Feil ark.")
    assert "phq-9" not in scores(asked)


def test_a_correction_tells_safety_only_what_is_new(asked: Asked) -> None:
    wrong = typed(asked, answers=ONES | {"9": 1})
    right = correct(by=again(asked.staff), questionnaire_id=wrong.pk, answers=ONES | {"9": 1}, reason="Feil rad.")
    assert AlertSignal.objects.count() == 1
    correct(by=again(asked.staff), questionnaire_id=right.pk, answers=ONES | {"9": 3}, reason="Feil igjen.")
    assert AlertSignal.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_without_a_reason_is_refused(asked: Asked, reason: str) -> None:
    wrong = typed(asked)
    with refused(Denied):
        correct(by=again(asked.staff), questionnaire_id=wrong.pk, answers=ONES, reason=reason)


def test_a_row_is_corrected_once_and_then_the_newest_is(asked: Asked) -> None:
    wrong = typed(asked)
    correct(by=again(asked.staff), questionnaire_id=wrong.pk, answers=ONES, reason="Feil.")
    with refused(Denied):
        correct(by=again(asked.staff), questionnaire_id=wrong.pk, answers=ONES, reason="Feil.")


def test_a_colleague_without_a_relation_corrects_and_reads_nothing(asked: Asked) -> None:
    wrong = typed(asked)
    with acting(actor(asked.clinic.colleague, asked.clinic.solvik)) as colleague:
        with refused(NotFound):
            correct(by=again(colleague), questionnaire_id=wrong.pk, answers=ONES, reason="Nysgjerrig.")
        with refused(NotFound):
            answers_of(colleague, wrong.pk)
        with refused(NotFound):
            curve(colleague, asked.episode.pk)
