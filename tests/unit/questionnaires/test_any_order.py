"""Any order of saving, finishing, sending again and late arrival comes out as a plain model says it should.

Above all: an alert exists if and only if a risk answer was ever kept (facts/safety.md §4.3, 10,000 sequences).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from stegvis.care.models import Episode
from stegvis.definitions.instrument import instrument
from stegvis.people.models import Denied
from stegvis.questionnaires.actions.save_item import save_item
from stegvis.questionnaires.actions.submit import Filled, submit, submit_all
from stegvis.safety.models import Alert, AlertSignal
from tests.unit.questionnaires.conftest import Asked

PHQ = instrument("phq-9")
# The risk item as often as all the others together, and the end seldom: most sequences that matter are long.
ITEMS = st.sampled_from(PHQ.scored_codes + ("9",) * 8)
VALUES = st.integers(0, 3)
SELDOM = st.integers(0, 7).map(lambda drawn: drawn == 7)


class Answering(RuleBasedStateMachine):
    """One PHQ-9, as a client, a bad network and an impatient finger treat it."""

    asked: Asked

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.answers: dict[str, int] = {}
        self.is_finished = False
        self.risk_kept: list[int] = []
        self.sent: list[Callable[[], object]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def keep(self, given: dict[str, int]) -> None:
        for item, value in given.items():
            if PHQ.is_risk(item, value):
                self.risk_kept.append(value)
        self.answers |= given

    def send(self, deliver: Callable[[], object]) -> None:
        """Deliver it now; it may be delivered again at any later time."""
        if self.is_finished:
            try:
                with transaction.atomic():
                    deliver()
            except Denied:
                return
            raise AssertionError("A finished questionnaire took an answer.")
        deliver()
        self.sent.append(deliver)

    @rule(item=ITEMS, value=VALUES, finish=st.booleans())
    def save(self, item: str, value: int, finish: bool) -> None:
        by, was_finished = self.asked.again(), self.is_finished
        self.send(lambda: save_item(by=by, questionnaire_id=self.asked.phq, item=item, value=value, finish=finish))
        if not was_finished:
            self.keep({item: value})
            self.is_finished = finish and set(self.answers) == set(PHQ.scored_codes)

    @rule(given=st.dictionaries(ITEMS, VALUES, min_size=1))
    def send_whole_form(self, given: dict[str, int]) -> None:
        by, was_finished = self.asked.again(), self.is_finished
        self.send(lambda: submit_all(by=by, filled=[Filled(self.asked.phq, given)]))
        if not was_finished:
            self.keep(given)
            self.is_finished = set(self.answers) == set(PHQ.scored_codes)

    @rule(value=VALUES, nine=VALUES, now=SELDOM)
    def send_complete_form(self, value: int, nine: int, now: bool) -> None:
        if now:
            given = {code: value for code in PHQ.scored_codes} | {"9": nine}
            by, was_finished = self.asked.again(), self.is_finished
            self.send(lambda: submit_all(by=by, filled=[Filled(self.asked.phq, given)]))
            if not was_finished:
                self.keep(given)
                self.is_finished = True

    @rule(now=SELDOM)
    def finish(self, now: bool) -> None:
        if now:
            submit(by=self.asked.again(), questionnaire_id=self.asked.phq)
            self.is_finished = True

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def arrive_again(self, data: Any) -> None:
        """Something sent before arrives once more, long after: it changes nothing."""
        data.draw(st.sampled_from(self.sent))()

    @invariant()
    def the_row_is_what_the_model_says(self) -> None:
        row = self.asked.row(self.asked.phq)
        assert row.answers == [self.answers.get(code) for code in PHQ.codes]
        assert (row.submitted_at is not None) == self.is_finished
        assert row.has_risk == bool(self.risk_kept)
        whole = set(self.answers) == set(PHQ.scored_codes)
        assert row.score == (sum(self.answers.values()) if self.is_finished and whole else None)

    @invariant()
    def the_episode_counts_it_once(self) -> None:
        scores = Episode.objects.values_list("scores", flat=True).get(pk=self.asked.episode.pk)
        row = self.asked.row(self.asked.phq)
        assert scores.get("phq-9", {}).get("count", 0) == (row.score is not None)
        assert row.history.count() == self.is_finished

    @invariant()
    def an_alert_stands_exactly_when_a_risk_answer_was_ever_kept(self) -> None:
        assert Alert.objects.exists() == bool(self.risk_kept)
        kept = set(AlertSignal.objects.values_list("value", flat=True))
        assert kept == set(self.risk_kept)


def test_any_order_comes_out_as_the_model_says(asked: Asked) -> None:
    Answering.asked = asked
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Answering,
        settings=settings(
            max_examples=35, stateful_step_count=25, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
