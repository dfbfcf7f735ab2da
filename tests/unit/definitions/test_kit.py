"""The start-up kit: whole in every language, sourced, and the staffing check that guides and never stops."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest

from stegvis.definitions.kit import phases, questions, tasks, template_language, templates
from stegvis.definitions.kit.staffing import State, check_staffing, requirements
from stegvis.definitions.person_numbers_in import has_person_number
from stegvis.definitions.toml_files import table


@dataclass(frozen=True)
class Said:
    """A team that has everything the model asks for and recommends."""

    all_hundredths: int = 450
    psychologist_hundredths: int = 100
    merkantil_hundredths: int = 50
    all_have_three_years: bool = True
    all_treat_independently: bool = True
    trained_hundredths: int = 400


def test_every_task_stands_in_a_phase_and_the_day_of_opening_is_among_them() -> None:
    """A team follows the phases, so one without a task, or a task without a phase, is a hole in its way."""
    assert {task.phase for task in tasks().values()} == {phase.key for phase in phases()}
    assert [task.key for task in tasks().values() if task.weeks == 0] == ["opening"]
    long_before = date(2025, 1, 1)
    assert tasks()["council-decision"].usual_day(date(2027, 3, 1), long_before) == date(2026, 3, 2)
    assert tasks()["first-weeks"].usual_day(date(2027, 3, 1), long_before) == date(2027, 3, 29)
    # Who begins twenty weeks before the opening is not a half year late on the first day.
    late = tasks()["council-decision"]
    assert late.usual_day(date(2027, 3, 1), date(2026, 10, 12)) == date(2026, 11, 9)
    # The door itself opens on its day, and what belongs before it is due by then.
    assert late.usual_day(date(2027, 3, 1), date(2027, 2, 20)) == date(2027, 3, 1)
    assert tasks()["opening"].usual_day(date(2027, 3, 1), date(2027, 2, 20)) == date(2027, 3, 1)
    # What comes to a team that opened long ago gets its month.
    assert late.usual_day(date(2020, 3, 1), date(2027, 3, 1)) == date(2027, 3, 29)


def test_every_source_is_used_and_says_who() -> None:
    """A requirement without a source is an opinion; a source that nothing rests on is a leftover."""
    used = {task.source.text for task in tasks().values()} | {one.source.text for one in questions().values()}
    used |= {one.source.text for one in requirements()}
    used |= {one.source.text for one in templates().values() if one.source}
    assert used == {one["text"] for one in table("kit/sources.toml").values()}


@pytest.mark.parametrize("language", ["nb", "sv"])
@pytest.mark.parametrize("key", list(templates()))
def test_a_paper_is_long_enough_to_help_and_honest_about_what_is_missing(key: str, language: str) -> None:
    """It has gaps in [brackets] for what only the team knows, closes each, and holds nobody's number."""
    paper = templates()[key]
    words = paper.words(language)
    assert 150 <= len(words.split()) <= 500
    assert words.count("[") == words.count("]") >= 4
    assert 0 < len(paper.title(language)) <= 150
    assert not has_person_number(words)
    assert "–" not in words


@pytest.mark.parametrize("key", list(templates()))
def test_both_languages_of_a_paper_have_the_same_headings(key: str) -> None:
    """A part that only one of the countries has would be found out late."""
    nb, sv = (len(re.findall("^## ", templates()[key].words(language), re.MULTILINE)) for language in ("nb", "sv"))
    assert nb == sv


def test_who_reads_english_gets_the_papers_of_the_country() -> None:
    assert [template_language(*each) for each in (("en", "SE"), ("en", "NO"), ("nn", "NO"), ("sv", "NO"))] == [
        "sv", "nb", "nb", "sv",
    ]  # fmt: skip


def test_a_full_team_meets_everything() -> None:
    assert {one.state for one in check_staffing(Said())} == {State.MET}


def test_a_half_psychologist_meets_the_requirement_and_not_the_recommendation() -> None:
    """Seed 003: at least 50 per cent; one full position is recommended."""
    found = {one.requirement.key: one for one in check_staffing(replace(Said(), psychologist_hundredths=50))}
    assert found["psychologist-half"].state is State.MET
    assert found["psychologist-full"].state is State.ADVISED
    assert (found["psychologist-full"].actual, found["psychologist-full"].least) == (50, 100)


@pytest.mark.parametrize(
    ("short", "key"),
    [
        ({"all_hundredths": 399}, "four-full-time"),
        ({"psychologist_hundredths": 49}, "psychologist-half"),
        ({"merkantil_hundredths": 0}, "merkantil"),
        ({"all_have_three_years": False}, "three-years"),
        ({"all_treat_independently": False}, "independent"),
    ],
)
def test_what_is_short_of_a_requirement_is_said(short: dict[str, int], key: str) -> None:
    found = {one.requirement.key: one.state for one in check_staffing(replace(Said(), **short))}  # type: ignore[arg-type]
    assert found[key] is State.NOT_MET


def test_training_is_measured_against_those_who_treat() -> None:
    """Office staff do not take the twelve topics, so 4.0 trained of 4.5 with 0.5 office staff is everybody."""
    found = {one.requirement.key: one for one in check_staffing(replace(Said(), trained_hundredths=350))}
    assert (found["trained"].state, found["trained"].least) == (State.ADVISED, 400)
