"""`stegvis simulate`: a contract that others script against. A sentence and exit 2, or an answer with its interval."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stegvis.config.command import COMMANDS
from stegvis.config.commands import simulate
from stegvis.config.demo.people import HAVNA, SOLVIK
from tests.unit.outcomes.planning.year import courses, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("set") / "set", "solvik", courses(SOLVIK, 1))


def test_every_question_is_answered_beside_the_year_as_it_is(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--therapists", "+1", "--course", "10", "--guided-self-help", "0.33", "--runs", "20", "--weeks", "8"]
    assert simulate.run([str(folder), *asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["answers"]) == ["as it is", "therapists", "course", "guided_self_help", "all together"]
    for answer in told["answers"].values():
        for figure in ("wait_assessment", "wait_treatment", "finished"):
            assert answer[figure]["low"] <= answer[figure]["middle"] <= answer[figure]["high"]
    assert told["interval"] == "90 %"
    assert told["observed"]["referrals"] > 200
    assert told["plan"]["hours_a_week"] == told["observed"]["hours_a_week"]


def test_the_text_says_what_was_observed_and_which_interval_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulate.run([str(folder), "--course", "12", "--runs", "20", "--weeks", "8"]) == 0
    told = capsys.readouterr().out
    for words in ("Observed median wait: 12.0 days", "90 % interval", "As it is", "One more course for 12"):
        assert words in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--course", "0"], "--course must be from 1 to 30."),
        (["--guided-self-help", "33"], "--guided-self-help must be from 0 to 1."),
        (["--therapists", "nan"], "--therapists must be from -50 to 50."),
        (["--runs", "3"], "--runs must be from 20 to 2000."),
        (["--weeks", "x"], "invalid int value"),
        (["--team", "north"], "has no team 'north'."),
        (["--fast"], "unrecognized arguments"),
    ],
)
def test_a_bad_option_is_a_sentence_and_exit_2(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert simulate.run([str(folder), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert err.startswith("stegvis simulate: ")


def test_a_set_that_is_not_right_is_refused_before_anything_is_simulated(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = write(tmp_path / "bad", "solvik", courses(SOLVIK, 1)[:3])
    text = (bad / "contacts.csv").read_text("utf-8").replace("treatment", "magic")
    (bad / "contacts.csv").write_text(text, "utf-8")
    assert simulate.run([str(bad)]) == 2
    out, err = capsys.readouterr()
    assert (out, "contacts.csv" in err) == ("", True)
    assert simulate.run([str(tmp_path / "nowhere")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_too_few_people_are_no_ground_to_plan_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate.run([str(write(tmp_path / "few", "havna", courses(HAVNA, 1)[:15]))]) == 2
    assert "too few" in capsys.readouterr().err


def test_the_command_is_in_the_list_of_commands() -> None:
    assert "simulate" in COMMANDS
