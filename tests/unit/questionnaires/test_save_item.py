"""Each answer is kept as it is given, once, and a risk answer stands before a human at once."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from stegvis.definitions import clock
from stegvis.definitions.instrument import BadAnswer
from stegvis.people.models import Denied, NotFound
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.questionnaires.models import Questionnaire
from stegvis.safety.models import Alert, AlertSignal
from tests.clinic import acting, again, client_actor, refer_someone
from tests.unit.questionnaires.conftest import Asked, make_asked, refused

RISK = "9"


def test_an_answer_is_kept_in_its_place_and_the_others_stay_empty(asked: Asked) -> None:
    saved = save_item(by=asked.again(), questionnaire_id=asked.phq, item="3", value=2)

    row = asked.row(asked.phq)
    assert row.answers == [None, None, 2, None, None, None, None, None, None, None]
    assert (row.version, row.begun_at, row.changed_at) == (1, saved.at, saved.at)
    assert not saved.is_risk
    assert row.submitted_at is None


def test_the_array_has_its_full_length_from_the_start(asked: Asked) -> None:
    assert asked.row(asked.phq).answers == [None] * 10
    assert asked.row(asked.gad).answers == [None] * len(asked.row(asked.gad).answers) != []


def test_the_same_command_again_changes_nothing(asked: Asked) -> None:
    """A form sent twice (a double click, a retry after a lost answer) has one effect, also if another came between."""
    first = asked.again()
    save_item(by=first, questionnaire_id=asked.phq, item="1", value=3)
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="1", value=1)
    save_item(by=first, questionnaire_id=asked.phq, item="1", value=3)

    assert asked.row(asked.phq).answers[0] == 1
    assert asked.row(asked.phq).version == 2


@pytest.mark.parametrize("value", [1, 2, 3])
def test_any_risk_answer_raises_an_alert_with_the_answer_as_its_signal(asked: Asked, value: int) -> None:
    saved = save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=value)

    assert saved.is_risk
    signal = AlertSignal.objects.get()
    assert (signal.alert.person_id, signal.item, signal.value) == (asked.episode.person_id, RISK, value)
    assert asked.row(asked.phq).has_risk


def test_a_zero_raises_none_and_is_not_recorded_as_no_risk(asked: Asked) -> None:
    assert not save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=0).is_risk
    assert not Alert.objects.exists()


def test_a_risk_answer_taken_back_keeps_its_alert(asked: Asked) -> None:
    save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=3)
    save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=0)

    assert Alert.objects.get().state == Alert.State.RAISED
    assert asked.row(asked.phq).has_risk


def test_the_same_risk_answer_given_again_makes_no_second_signal_but_shows_the_crisis_page(asked: Asked) -> None:
    save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=2)
    again_saved = save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=2)

    assert AlertSignal.objects.count() == 1
    assert again_saved.is_risk


def test_a_higher_risk_answer_is_a_new_signal_of_the_same_alert(asked: Asked) -> None:
    for value in (1, 3):
        save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=value)

    assert [signal.value for signal in AlertSignal.objects.order_by("at")] == [1, 3]
    assert Alert.objects.count() == 1


def test_a_risk_answer_is_kept_even_when_the_roster_has_got_a_gap_meanwhile(asked: Asked) -> None:
    """The form was open when it happened. The answer was given; refusing it would hide it."""
    with clock.moved_by(timedelta(days=30)):
        assert save_item(by=asked.again(), questionnaire_id=asked.phq, item=RISK, value=1).is_risk
    assert Alert.objects.exists()


def test_nobody_saves_into_somebody_elses_questionnaire(asked: Asked) -> None:
    other = refer_someone(asked.clinic.solvik, "Per Prøve", mobile="40000002")
    with acting(client_actor(other.person)) as stranger, refused(NotFound):
        save_item(by=again(stranger), questionnaire_id=asked.phq, item="1", value=1)
    assert asked.row(asked.phq).version == 0


@pytest.mark.parametrize(("item", "value"), [("1", 4), ("1", -1), ("11", 0), ("", 0)])
def test_a_value_or_item_that_the_instrument_does_not_have_is_refused(asked: Asked, item: str, value: int) -> None:
    with refused(BadAnswer):
        save_item(by=asked.again(), questionnaire_id=asked.phq, item=item, value=value)
    assert asked.row(asked.phq).version == 0


def test_the_last_answer_finishes_and_scores_when_every_item_is_answered(asked: Asked) -> None:
    for item in map(str, range(1, 9)):
        assert not save_item(by=asked.again(), questionnaire_id=asked.phq, item=item, value=1, finish=True).is_filed
    saved = save_item(by=asked.again(), questionnaire_id=asked.phq, item="9", value=0, finish=True)

    row = asked.row(asked.phq)
    assert saved.is_filed
    assert (row.score, row.submitted_at) == (8, saved.at)


def test_a_finished_questionnaire_takes_no_more_answers(asked: Asked) -> None:
    for item in map(str, range(1, 10)):
        save_item(by=asked.again(), questionnaire_id=asked.phq, item=item, value=0, finish=True)
    with refused(Denied):
        save_item(by=asked.again(), questionnaire_id=asked.phq, item="1", value=3)
    assert asked.row(asked.phq).score == 0


def test_an_item_costs_two_statements(asked: Asked, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        save_item(by=asked.again(), questionnaire_id=asked.phq, item="1", value=1)


def test_drafts_leave_no_history_and_the_finished_answers_do(asked: Asked) -> None:
    """History begins at submission (facts/ground.md §8)."""
    for item in map(str, range(1, 9)):
        save_item(by=asked.again(), questionnaire_id=asked.phq, item=item, value=0, finish=True)
    assert not asked.row(asked.phq).history.exists()
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="9", value=0, finish=True)
    assert asked.row(asked.phq).history.count() == 1


def test_two_tabs_that_save_different_items_at_once_both_survive(clone: Any) -> None:
    """The whole array written back would lose one of them (facts/ground.md §8)."""
    made = make_asked()

    def save(item: str) -> None:
        try:
            with acting(made.again()) as by:
                save_item(by=by, questionnaire_id=made.phq, item=item, value=int(item) % 3)
        finally:
            connection.close()

    for _ in range(5):
        with ThreadPoolExecutor(8) as tabs:
            list(tabs.map(save, "12345678"))
    with acting(made.client):
        row = Questionnaire.objects.get(pk=made.phq)
    assert row.answers[:8] == [1, 2, 0, 1, 2, 0, 1, 2]
    assert row.version == 40


def test_one_command_sent_by_eight_hands_at_once_is_carried_out_once(clone: Any) -> None:
    made = make_asked()
    by = made.again()

    def save(_: int) -> None:
        try:
            with acting(by):
                save_item(by=by, questionnaire_id=made.phq, item=RISK, value=2)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as hands:
        list(hands.map(save, range(8)))
    with acting(made.client):
        assert Questionnaire.objects.get(pk=made.phq).version == 1
        assert AlertSignal.objects.count() == 1


def test_a_form_without_a_command_id_is_still_kept(asked: Asked) -> None:
    save_item(by=asked.client, questionnaire_id=asked.phq, item="1", value=1)
    save_item(by=asked.client, questionnaire_id=asked.phq, item="1", value=2)
    assert asked.row(asked.phq).answers[0] == 2


def test_an_unknown_questionnaire_is_not_found(asked: Asked) -> None:
    with refused(NotFound):
        save_item(by=asked.again(), questionnaire_id=uuid.uuid4(), item="1", value=1)
