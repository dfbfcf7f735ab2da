"""Finished answers are scored by the instrument's rule, counted on the episode, and never counted twice."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from stegvis.care.models import Episode
from stegvis.definitions import clock
from stegvis.definitions.instrument import BadAnswer, instrument
from stegvis.people.models import Denied, NotFound
from stegvis.questionnaires.actions.ask import ask, begin
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.questionnaires.actions.submit import Filled, submit, submit_all
from stegvis.safety.models import AlertSignal
from tests.clinic import acting, again, client_actor, refer_someone
from tests.unit.questionnaires.conftest import Asked, make_asked, refused


def whole(asked: Asked, phq: int = 1, gad: int = 1, **changed: int) -> list[Filled]:
    """Both questionnaires with the same answer everywhere, but no risk answer unless `nine` says so."""
    answers = {**{str(item): phq for item in range(1, 9)}, "9": changed.get("nine", 0)}
    return [Filled(asked.phq, answers), Filled(asked.gad, {str(item): gad for item in range(1, 8)})]


def test_a_whole_form_is_scored_and_counted_on_the_episode(asked: Asked) -> None:
    done = submit_all(by=asked.again(), filled=whole(asked, phq=2, gad=1))

    assert (done.is_filed, done.is_risk) == (True, False)
    assert (asked.row(asked.phq).score, asked.row(asked.gad).score) == (16, 7)
    scores = Episode.objects.get(pk=asked.episode.pk).scores
    phq = scores["phq-9"]
    assert (phq["first"], phq["last"], phq["count"], phq["recent"]) == (16, 16, 1, [16])
    at = asked.row(asked.phq).submitted_at
    assert datetime.fromisoformat(phq["first_at"]) == datetime.fromisoformat(phq["last_at"]) == at
    assert scores["gad-7"]["last"] == 7


def test_a_whole_form_costs_two_statements(asked: Asked, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        submit_all(by=asked.again(), filled=whole(asked))


def test_the_same_form_sent_twice_counts_once_and_answers_alike(asked: Asked) -> None:
    by = asked.again()
    first = submit_all(by=by, filled=whole(asked, nine=1))
    second = submit_all(by=by, filled=whole(asked, nine=1))

    assert first == second
    assert first.is_risk
    assert Episode.objects.get(pk=asked.episode.pk).scores["phq-9"]["count"] == 1
    assert AlertSignal.objects.count() == 1
    assert asked.row(asked.phq).history.count() == 1


def test_other_answers_to_a_finished_questionnaire_are_refused_not_dropped(asked: Asked) -> None:
    submit_all(by=asked.again(), filled=whole(asked, phq=1))
    with refused(Denied):
        submit_all(by=asked.again(), filled=whole(asked, phq=3))
    assert asked.row(asked.phq).score == 8


def test_a_form_with_gaps_is_kept_and_not_finished(asked: Asked) -> None:
    """What was answered is safe, and its risk answer stands before a human, though two are missing."""
    done = submit_all(by=asked.again(), filled=[Filled(asked.phq, {"1": 3, "9": 2}), Filled(asked.gad, {})])

    assert (done.is_filed, done.is_risk) == (False, True)
    assert asked.row(asked.phq).answers[:9] == [3, None, None, None, None, None, None, None, 2]
    assert asked.row(asked.phq).submitted_at is None
    assert AlertSignal.objects.count() == 1


def test_a_form_never_wipes_an_answer_saved_in_another_tab(asked: Asked) -> None:
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="5", value=3)
    submit_all(by=asked.again(), filled=[Filled(asked.phq, {"1": 1})])
    assert asked.row(asked.phq).answers[:5] == [1, None, None, None, 3]


def test_finished_with_gaps_there_is_no_score_and_nothing_is_imputed(asked: Asked) -> None:
    for item in "12345678":
        save_item(by=asked.again(), questionnaire_id=asked.phq, item=item, value=3)
    done = submit(by=asked.again(), questionnaire_id=asked.phq)

    assert done.submitted_at is not None
    assert done.score is None
    assert "phq-9" not in Episode.objects.get(pk=asked.episode.pk).scores


def test_finishing_what_is_finished_leaves_it_as_it_is(asked: Asked) -> None:
    first = submit(by=asked.again(), questionnaire_id=asked.phq)
    with clock.moved_by(timedelta(hours=1)):
        assert submit(by=asked.again(), questionnaire_id=asked.phq).submitted_at == first.submitted_at


def test_first_last_count_and_the_last_twelve_follow_each_time(asked: Asked) -> None:
    """The caseload and the demo read these instead of every questionnaire."""
    for week in range(14):
        with clock.moved_by(timedelta(weeks=week)):
            [row] = ask(by=asked.staff, episode=asked.episode, instruments=["gad-7"], due_on=clock.today("Europe/Oslo"))
            value = 3 if week == 0 else week % 3
            submit_all(by=asked.again(), filled=[Filled(row.id, {str(item): value for item in range(1, 8)})])

    scores = Episode.objects.get(pk=asked.episode.pk).scores["gad-7"]
    assert (scores["first"], scores["last"], scores["count"]) == (21, 7, 14)
    assert scores["recent"] == [14, 0, 7] * 4
    assert scores["first_at"] < scores["last_at"]


def test_a_bad_value_keeps_nothing_of_the_whole_form(asked: Asked) -> None:
    with refused(BadAnswer):
        submit_all(by=asked.again(), filled=[Filled(asked.phq, {"1": 1}), Filled(asked.gad, {"1": 9})])
    assert asked.row(asked.phq).version == 0


def test_a_form_over_somebody_elses_questionnaire_is_not_found_and_keeps_nothing(asked: Asked) -> None:
    other = refer_someone(asked.clinic.solvik, "Per Prøve", mobile="40000002")
    with acting(client_actor(other.person)) as stranger, refused(NotFound):
        submit_all(by=again(stranger), filled=whole(asked))
    assert asked.row(asked.phq).version == asked.row(asked.gad).version == 0


def test_two_questionnaires_finished_at_the_same_moment_are_both_counted(clone: Any) -> None:
    """Two tabs; without the lock on the episode each would count without the other."""
    made = make_asked()

    def finish(one: Filled) -> None:
        try:
            with acting(made.again()) as by:
                submit_all(by=by, filled=[one])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as tabs:
        list(tabs.map(finish, whole(made)))
    with acting(made.client):
        scores = Episode.objects.get(pk=made.episode.pk).scores
    assert {name: one["count"] for name, one in scores.items()} == {"phq-9": 1, "gad-7": 1}


def test_two_questionnaires_of_one_instrument_finished_at_once_are_both_counted(clone: Any) -> None:
    """Paper answers typed in while the client finishes online: the second waits for the first, then counts it too."""
    made = make_asked()
    with acting(made.staff) as by:
        second = begin(by=by, episode=made.episode, wanted=instrument("phq-9"), due_on=clock.today("Europe/Oslo"))

    def finish(id: UUID) -> None:
        try:
            with acting(made.again()) as by:
                submit_all(by=by, filled=[Filled(id, whole(made)[0].answers)])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other_tab:
        with acting(made.again()) as by:
            submit_all(by=by, filled=whole(made)[:1])
            late = other_tab.submit(finish, second.id)
            time.sleep(0.3)
        late.result()
    with acting(made.client):
        assert Episode.objects.get(pk=made.episode.pk).scores["phq-9"]["count"] == 2


def test_one_form_sent_by_eight_hands_at_once_is_filed_once(clone: Any) -> None:
    made = make_asked()
    by = made.again()

    def send(_: int) -> bool:
        try:
            with acting(by):
                return submit_all(by=by, filled=whole(made, nine=2)).is_filed
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        assert all(hands.map(send, range(8)))
    with acting(made.client):
        assert made.row(made.phq).history.count() == 1
        assert AlertSignal.objects.count() == 1
        assert Episode.objects.get(pk=made.episode.pk).scores["phq-9"]["count"] == 1


@pytest.mark.parametrize("nine", [1, 2, 3])
def test_a_risk_answer_in_a_whole_form_raises_its_alert(asked: Asked, nine: int) -> None:
    assert submit_all(by=asked.again(), filled=whole(asked, nine=nine)).is_risk
    assert AlertSignal.objects.get().value == nine


def test_a_risk_answer_saved_before_and_sent_again_with_the_form_is_one_signal(asked: Asked) -> None:
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="9", value=2)
    assert submit_all(by=asked.again(), filled=whole(asked, nine=2)).is_risk
    assert AlertSignal.objects.count() == 1
