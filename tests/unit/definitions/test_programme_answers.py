"""What may be written in a field, in which form it is kept, and when a block is shown."""

import pytest

from stegvis.definitions.programme.answers import LONGEST, extends, read_answers
from stegvis.definitions.programme.conditions import NOTHING, Known, holds, shown_steps
from stegvis.definitions.programme.reading import Block, Field, Module, Step

CHOICES = (("a", "Av og til"), ("b", "Ofte"))
FIELDS = {
    "text": Field("f", "text", "Hva?"),
    "number": Field("f", "number", "Timer?", least=0, most=24),
    "scale": Field("f", "scale", "Hvor mye?", least=0, most=10),
    "choice": Field("f", "choice", "Hvilken?", choices=CHOICES),
    "choices": Field("f", "choices", "Hvilke?", choices=CHOICES),
    "yes_no": Field("f", "yes_no", "Trøtt?"),
    "date": Field("f", "date", "Når?"),
    "time": Field("f", "time", "Når la du deg?"),
}
KEPT = [
    ("text", " a\r\nb ", "a\nb"), ("number", "6,5", "6.5"), ("number", "10", "10"), ("number", "0", "0"),
    ("scale", "10", "10"), ("choice", "b", "b"), ("choices", "b a", "a b"), ("yes_no", "no", "no"),
    ("date", "2026-03-09", "2026-03-09"), ("date", "9.3.2026", "2026-03-09"), ("time", "7.05", "07:05"),
    ("time", "0705", "07:05"), ("time", "23:30", "23:30"),
]  # fmt: skip
WRONG = [
    ("text", "x" * (LONGEST + 1), "too_long"), ("number", "mye", "no_number"), ("number", "nan", "no_number"),
    ("number", "6.123", "no_number"), ("number", "24.5", "out_of_range"), ("number", "-1", "out_of_range"),
    ("number", "1e999999", "no_number"), ("scale", "3.5", "out_of_range"), ("scale", "11", "out_of_range"),
    ("choice", "c", "no_choice"), ("choice", "a b", "no_choice"), ("choices", "a c", "no_choice"),
    ("yes_no", "perhaps", "no_choice"), ("date", "31.2.2026", "no_date"), ("date", "snart", "no_date"),
    ("time", "25:00", "no_time"), ("time", "sent", "no_time"),
]  # fmt: skip


def sheet(*fields: Field, rows: int = 1) -> Block:
    return Block("s", "worksheet", {}, fields, rows)


@pytest.mark.parametrize(("kind", "text", "kept"), KEPT)
def test_an_answer_is_kept_in_one_form(kind: str, text: str, kept: str) -> None:
    assert read_answers(sheet(FIELDS[kind]), [{"f": text}]) == (({"f": kept},), ())


@pytest.mark.parametrize(("kind", "text", "why"), WRONG)
def test_an_answer_that_cannot_be_says_what_and_where(kind: str, text: str, why: str) -> None:
    rows, wrong = read_answers(sheet(FIELDS[kind], rows=2), [{}, {"f": text}])
    assert [(one.row, one.field.id, one.kind) for one in wrong] == [(1, "f", why)]
    assert rows == ()


def test_what_the_sheet_does_not_have_is_left_out() -> None:
    rows, wrong = read_answers(sheet(FIELDS["text"], rows=2), [{"f": "1", "g": "2"}, {}, {"f": "3"}])
    assert (rows, wrong) == (({"f": "1"},), ())


def test_an_empty_row_between_is_kept_in_its_place() -> None:
    rows, _wrong = read_answers(sheet(FIELDS["text"], rows=3), [{"f": " "}, {"f": "2"}, {"f": ""}])
    assert rows == ({}, {"f": "2"})


def test_a_text_that_goes_on_extends_the_one_before() -> None:
    assert extends([{"f": "ab", "g": "1"}, {"f": "x"}], [{"f": "a"}])
    assert not extends([{"f": "b"}], [{"f": "a"}])
    assert not extends([{"f": "a"}], [{"f": "a"}, {"f": "b"}])
    assert not extends([{"g": "a"}], [{"f": "a"}])


CASE = {"kind": "case_last_time", "instrument": "phq-9", "is": True}
AWAY = {"kind": "on_sick_leave", "is": False}
ANSWERED = {"kind": "answered", "field": "f", "is": "a"}


@pytest.mark.parametrize(
    ("condition", "known", "is_shown"),
    [
        (None, NOTHING, True),
        (CASE, NOTHING, False),
        (CASE, Known(is_case={"phq-9": None}), False),
        (CASE, Known(is_case={"phq-9": False}), False),
        (CASE, Known(is_case={"phq-9": True}), True),
        ({**CASE, "is": False}, NOTHING, False),
        ({**CASE, "is": False}, Known(is_case={"phq-9": False}), True),
        (AWAY, NOTHING, False),
        (AWAY, Known(on_sick_leave=False), True),
        (ANSWERED, NOTHING, False),
        (ANSWERED, Known(answers={"f": frozenset("ab")}), True),
        (ANSWERED, Known(answers={"f": frozenset("b")}), False),
    ],
)
def test_what_is_not_known_is_not_shown(condition: object, known: Known, is_shown: bool) -> None:
    assert holds(condition, known) is is_shown  # type: ignore[arg-type]


def test_a_step_with_nothing_to_show_is_passed_over() -> None:
    hidden, shown = Block("a", "text", {}, when=CASE), Block("b", "text", {})
    steps = (Step("1", "", (hidden,)), Step("2", "", (hidden, shown)))
    module = Module("m", "", "", 10, steps, sheet())
    assert [(step.id, step.blocks) for step in shown_steps(module, NOTHING)] == [("2", (shown,))]
