"""The comparison of journal and record sees every kind of fault: each test spoils one thing that was right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.faults.compare import Findings, compare
from bench.faults.journal import Command, Journal, read
from bench.faults.pool import Opened
from bench.faults.record import Alert, Record, Row, Signal

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
OPENED = {"q": Opened("p", "phq-9@1", (None,) * 10, 0)}
DONE = [
    Command("first", "p", "item", {"q": {"1": 2}}),
    Command("risk", "p", "item", {"q": {"9": 1}}),
    Command("higher", "p", "item", {"q": {"9": 3}}),
    Command("goal", "p", "goal"),
]
PAGES = {"p": 3}


def right() -> Record:
    """What the database must hold after DONE."""
    answers: list[int | None] = [2, None, None, None, None, None, None, None, 3, None]
    return Record(
        rows={"q": Row("q", "p", "phq-9@1", answers, 3, True, None, None, 0)},
        signals=[Signal("a", "q", "p", "phq-9@1", "9", value, NOW) for value in (1, 3)],
        alerts=[Alert("a", "p", 1)],
        notices={"risk": {"therapist": 1, "duty": 1}, "higher": {"therapist": 1, "duty": 1}},
        goals={"p": 1},
        shown={"p": 3},
        counts=[("p", "phq-9", 4, 4)],
    )


def judged(record: Record, unknown: list[Command] | None = None) -> Findings:
    return compare(DONE, unknown or [], OPENED, record, PAGES)


def row(record: Record, **other: object) -> Record:
    return replace(record, rows={"q": replace(record.rows["q"], **other)})  # type: ignore[arg-type]


def test_a_record_that_is_right_is_found_right() -> None:
    """Else every run would fail, and nobody would believe the harness."""
    found = judged(right())
    assert (found.total, found.answers, found.risk_answers) == (0, 3, 2), found.found


SPOILED: list[tuple[str, str, Callable[[Record], Record]]] = [
    ("an older answer stands", "lost", lambda now: row(now, answers=[1, *now.rows["q"].answers[1:]])),
    ("a command had no effect", "lost", lambda now: row(now, version=2)),
    ("a command had an effect twice", "doubled", lambda now: row(now, version=4)),
    ("finished twice", "doubled", lambda now: row(now, submitted_at=NOW, submissions=2)),
    ("finished without history", "lost", lambda now: row(now, submitted_at=NOW, submissions=0)),
    ("no goal", "lost", lambda now: replace(now, goals={})),
    ("two goals", "doubled", lambda now: replace(now, goals={"p": 2})),
    ("the course counts one too many", "doubled", lambda now: replace(now, counts=[("p", "phq-9", 5, 4)])),
    ("no signal of an answer", "risk answers without alert", lambda now: replace(now, signals=now.signals[1:])),
    ("a signal twice", "doubled", lambda now: replace(now, signals=[*now.signals, now.signals[1]])),
    ("two alerts", "doubled", lambda now: replace(now, alerts=[*now.alerts, Alert("b", "p", 1)])),
    ("no history", "risk answers without history", lambda now: replace(now, alerts=[Alert("a", "p", 0)])),
    (
        "nobody told of the higher answer", "risk answers without notice",
        lambda now: replace(now, notices={"risk": now.notices["risk"]}),
    ),
    ("told twice", "doubled", lambda now: replace(now, notices=now.notices | {"risk": {"therapist": 2}})),
    ("told of nothing new", "doubled", lambda now: replace(now, notices=now.notices | {"first": {"duty": 1}})),
    ("a page that nobody noted", "pages without a line in the access log", lambda now: replace(now, shown={"p": 2})),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "spoil"), [case[1:] for case in SPOILED], ids=[case[0] for case in SPOILED])
def test_one_thing_that_is_wrong_is_found(kind: str, spoil: Callable[[Record], Record]) -> None:
    """A harness that cannot see a fault proves nothing by finding none."""
    assert judged(spoil(right())).count(kind) == 1


def test_a_risk_answer_that_is_kept_must_be_told_even_if_nobody_was_answered() -> None:
    """The client's phone died before the answer came; what was kept still needs a reader."""
    record = replace(row(right(), answers=[None] * 8 + [2, None], version=1), signals=[], alerts=[], notices={})
    found = compare([], [Command("unknown", "p", "item", {"q": {"9": 2}})], OPENED, replace(record, goals={}), {})
    assert {kind for kind, where in found.found.items() if where} == {"risk answers without alert"}


def test_of_a_command_that_was_never_answered_both_ends_are_right() -> None:
    """It may have arrived or not; nobody was promised anything."""
    unknown = [Command("unknown", "p", "item", {"q": {"1": 0}})]
    assert judged(right(), unknown).total == 0
    arrived = row(right(), answers=[0, *right().rows["q"].answers[1:]], version=4)
    assert judged(arrived, unknown).total == 0


def test_the_journal_knows_what_was_acknowledged_and_what_only_sent(tmp_path: Path) -> None:
    """It is read from the disk, as it would be after a crash of the harness itself."""
    journal = Journal(tmp_path / "journal.jsonl")
    for command in DONE[:2]:
        journal.sent(command)
    journal.acknowledged(DONE[1])
    journal.close()
    assert read(tmp_path / "journal.jsonl") == ([DONE[1]], [DONE[0]])
