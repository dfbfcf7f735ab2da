"""Levels of care and problems in plain words, complete in every language."""

import re

import pytest

from stegvis.definitions.instrument import instrument
from stegvis.definitions.levels import level_of_care, levels_of_care
from stegvis.definitions.problems import ANXIETY_MEASURES, anxiety_measure, problem_words
from stegvis.definitions.registration import Level, Problem
from stegvis.definitions.toml_files import LANGUAGES, table


def test_every_level_is_described_and_no_other():
    """The choice is made together, so the client must be able to read what each one is."""
    assert set(table("levels.toml")) == set(Level)
    assert [each.code for each in levels_of_care()] == list(Level)
    for each in levels_of_care():
        for language in LANGUAGES:
            assert each.description[language].endswith(".")
            assert each.length[language]


def test_every_length_says_where_it_is_from():
    """A length without a source is a promise nobody made."""
    assert all(each.source for each in levels_of_care())
    assert "Lervik 2020" in level_of_care(Level.INDIVIDUAL).source


def test_no_level_is_ranked_or_preselected():
    """BEON: the best effective level, not the lowest; the file has no place for a rank or a default."""
    for content in table("levels.toml").values():
        assert set(content) == {"description", "length", "source"}


def test_every_problem_has_plain_words_and_no_other_problem_stands_there():
    """The person describes the problem in words of their own kind."""
    assert set(table("problems.toml")) == set(Problem)
    for code in Problem:
        assert set(problem_words(code).plain) == set(LANGUAGES)


def test_codes_are_from_chapter_p_of_icpc2():
    """The Norwegian primary-care classification; IBS has its code elsewhere and mixed problems have two."""
    for code in Problem:
        icpc2 = problem_words(code).icpc2
        assert icpc2 is None or re.fullmatch(r"P\d\d", icpc2)
    assert problem_words(Problem.DEPRESSION).icpc2 == "P76"
    assert problem_words(Problem.IBS).icpc2 is None


@pytest.mark.parametrize(
    ("problem", "measure"),
    [
        (Problem.SOCIAL_ANXIETY, "spin"),
        (Problem.PANIC, "pdss-sr"),
        (Problem.AGORAPHOBIA, "mi-alone"),
        (Problem.OCD, "oci"),
        (Problem.PTSD, "pcl-5"),
        (Problem.HEALTH_ANXIETY, "hai-sw"),
        (Problem.DEPRESSION, "gad-7"),
        (Problem.IBS, "gad-7"),
        (None, "gad-7"),
    ],
)
def test_the_anxiety_measure_follows_the_problem(problem, measure):
    """MEASURES.md: six problems have their own; every other, known or not, has GAD-7."""
    assert anxiety_measure(problem) == measure


def test_every_anxiety_measure_is_an_instrument_we_can_score():
    """A measure that cannot be scored would leave its clients out of every result."""
    assert set(ANXIETY_MEASURES) == set(Problem)
    for measure in ANXIETY_MEASURES.values():
        assert instrument(measure).caseness
        assert instrument(measure).reliable_change
