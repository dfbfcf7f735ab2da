"""What the client and the team read of the answers: due, the words, the curve, the answers themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from stegvis.definitions import clock
from stegvis.people.models import NotFound
from stegvis.questionnaires.actions.ask import ask
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.questionnaires.actions.submit import Filled, submit_all
from stegvis.questionnaires.queries.answering import answering
from stegvis.questionnaires.queries.answers import answers_of
from stegvis.questionnaires.queries.curve import curve, words_for
from stegvis.questionnaires.queries.due import due
from stegvis.questionnaires.queries.overview import overview
from stegvis.safety.models import DutyShift
from tests.clinic import acting, actor, again, client_actor, refer_someone
from tests.unit.questionnaires.conftest import Asked, refused


@pytest.fixture(autouse=True)
def in_norwegian(in_english: None) -> Iterator[None]:
    """The words of these tests are the Norwegian ones, which the client reads."""
    with translation.override("nb"):
        yield


def answer_phq(asked: Asked, total: int) -> None:
    """A PHQ-9 that sums to so much, without a risk answer."""
    answers = {str(item): max(0, min(3, total - 3 * (item - 1))) for item in range(1, 9)} | {"9": 0}
    submit_all(by=asked.again(), filled=[Filled(asked.phq, answers)])


def scored(asked: Asked, totals: list[int]) -> None:
    """One PHQ-9 a week."""
    for week, total in enumerate(totals):
        with clock.moved_by(timedelta(weeks=week)):
            [row] = ask(by=asked.staff, episode=asked.episode, instruments=["phq-9"], due_on=clock.today("Europe/Oslo"))
            asked.phq = row.id
            answer_phq(asked, total)


def test_due_names_what_is_open_with_the_risk_item_first_and_where_to_go_on(asked: Asked) -> None:
    found = due(asked.client)
    assert [(one.instrument, one.items, one.resume) for one in found.ready] == [
        ("phq-9@1", 9, "1"),
        ("gad-7@1", 7, "1"),
    ]
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="1", value=1)
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="4", value=1)
    again_found = due(asked.client)
    assert (again_found.ready[0].resume, again_found.ready[0].answered, again_found.is_begun) == ("5", 2, True)


def test_due_is_closed_without_a_roster_only_for_what_has_a_risk_item(asked: Asked) -> None:
    DutyShift.objects.all().delete()
    found = due(asked.client)
    assert [one.instrument for one in found.closed] == ["phq-9@1"]
    assert [one.instrument for one in found.ready] == ["gad-7@1"]


def test_due_of_somebody_without_questions_is_empty(asked: Asked) -> None:
    other = refer_someone(asked.clinic.solvik, "Per Prøve", mobile="40000002")
    with acting(client_actor(other.person)) as by:
        assert due(by).ready == due(by).closed == ()


def test_the_words_are_the_validated_ones_and_nynorsk_says_that_it_shows_bokmal(asked: Asked) -> None:
    found = answering(again(asked.client, language="nn"), asked.phq)
    assert (found.language, len(found.questions)) == ("nb", 9)
    assert found.question("1").text == "Lite interesse for eller glede over å gjøre ting"
    assert answering(again(asked.client, language="en"), asked.phq).language == "en"


def test_nobody_else_opens_a_clients_questions_not_even_the_therapist(asked: Asked) -> None:
    with acting(asked.staff), refused(NotFound):
        answering(asked.staff, asked.phq)


@pytest.mark.parametrize(
    ("totals", "change", "words", "is_case"),
    [
        ([17, 9], "improved", "Sikkert bedre, −8", False),
        ([12, 18], "worsened", "Sikkert verre, +6", True),
        ([12, 7], "unchanged", "Ingen sikker endring, −5", False),
        ([12, 12], "unchanged", "Ingen sikker endring, 0", True),
        ([10], "", "", True),
    ],
)
def test_the_curve_says_the_change_in_words(
    asked: Asked, totals: list[int], change: str, words: str, is_case: bool
) -> None:
    scored(asked, totals)
    [course] = curve(asked.client, asked.episode.pk)
    assert [point.score for point in course.points] == totals
    assert (course.change, course.words, course.is_case) == (change, words, is_case)
    assert (course.highest, course.caseness, course.reliable) == (27, 10, 6)


def test_a_questionnaire_without_a_score_is_counted_and_not_drawn(asked: Asked) -> None:
    scored(asked, [12])
    [row] = ask(by=asked.staff, episode=asked.episode, instruments=["phq-9"], due_on=clock.today("Europe/Oslo"))
    submit_all(by=asked.again(), filled=[Filled(row.id, {"1": 1})], even_with_gaps=True)
    [course] = curve(asked.client, asked.episode.pk)
    assert (len(course.points), course.without_score) == (1, 1)


def test_the_therapist_sees_the_same_curve_and_a_colleague_none(asked: Asked) -> None:
    scored(asked, [17, 9])
    mine = curve(asked.client, asked.episode.pk)
    with acting(asked.staff):
        assert curve(asked.staff, asked.episode.pk) == mine
        assert asked.staff.shown == {asked.episode.person_id: "responsible"}
    with acting(actor(asked.clinic.colleague, asked.clinic.solvik)) as colleague, refused(NotFound):
        curve(colleague, asked.episode.pk)
    with acting(actor(asked.clinic.coordinator, asked.clinic.solvik)) as coordinator, refused(NotFound):
        curve(coordinator, asked.episode.pk)


def test_a_change_of_an_instrument_without_a_rule_is_only_a_number() -> None:
    assert words_for("", Decimal(-3)) == "Endring −3"
    assert words_for("", None) == ""


def test_staff_read_item_by_item_what_was_asked_and_answered(asked: Asked) -> None:
    save_item(by=asked.again(), questionnaire_id=asked.phq, item="9", value=1)
    with acting(asked.staff):
        found = answers_of(asked.staff, asked.phq)
    nine = found.items[8]
    assert (nine.code, nine.value, nine.answer, nine.is_risk) == ("9", 1, "Noen dager", True)
    assert (found.items[0].value, found.items[0].answer, found.score) == (None, "", None)


def test_the_overview_is_one_statement_and_the_rosters(asked: Asked, django_assert_num_queries: Any) -> None:
    scored(asked, [17, 16, 9])
    ask(by=asked.staff, episode=asked.episode, instruments=["phq-9"], due_on=clock.today("Europe/Oslo"))
    with django_assert_num_queries(2):
        found = overview(again(asked.client))
    assert found.plan.first_name == "Kari"
    assert [course.title for course in found.courses] == ["PHQ-9"]
    assert len(found.due.ready) == 2
