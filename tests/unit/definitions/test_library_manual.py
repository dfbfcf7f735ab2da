"""The manual's page on the library names what a page may hold, and the numbers that the code works with."""

import re
from pathlib import Path

import pytest

from stegvis.definitions import polls
from stegvis.definitions.curriculum import GATHERINGS, supervision_year, topics
from stegvis.definitions.kit import questions, tasks
from stegvis.definitions.kit.staffing import requirements
from stegvis.definitions.pages import AUDIENCES, FORMAT, KINDS
from stegvis.definitions.pages.linter import EASIEST, LONGEST_UNREAD
from stegvis.definitions.pages.shapes import BLOCKS, VERBS
from stegvis.network.actions.erase_sign_ups import KEPT
from stegvis.network.queries.events import FEWEST_SHOWN
from stegvis.network.queries.local_offers import STALE_DAYS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "library.md").read_text("utf-8")
# What the table of the staffing says of a `least` in hundredths, where it is no figure.
IN_WORDS = {
    "all_have_three_years": "yes",
    "all_treat_independently": "yes",
    "trained_hundredths": "everybody who treats",
    "merkantil_hundredths": "some",
}


def first_column(heading: str) -> list[str]:
    """The names in the first column of the table whose heading row begins so."""
    rows = PAGE.split(f"\n| {heading} |", 1)[1].split("\n\n", 1)[0].split("\n")[2:]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row.split("|")[1])]


@pytest.mark.parametrize(("heading", "names"), [("kind", KINDS), ("block", BLOCKS)])
def test_a_table_names_every_kind_and_no_other(heading: str, names: tuple[str, ...]) -> None:
    assert sorted(first_column(heading)) == sorted(names)


def test_the_page_names_the_format_and_whom_a_page_is_for() -> None:
    assert [word for word in (FORMAT, *AUDIENCES) if f"`{word}`" not in PAGE] == []
    assert [verb for verb in VERBS if verb not in PAGE] == []


def test_every_requirement_of_the_staff_stands_as_the_file_has_it() -> None:
    said = [tuple(part.strip() for part in row) for row in re.findall(r"\| `([a-z-]+)` \|([^|]+)\|([^|]+)\|\n", PAGE)]
    assert said == [
        (one.key, IN_WORDS.get(one.measure, f"{one.least / 100:g}"), "required" if one.is_hard else "recommended")
        for one in requirements()
    ]


def test_every_number_is_the_one_the_code_works_with() -> None:
    year = supervision_year()
    assert LONGEST_UNREAD.days // 365 == 3, "the page says three years"
    assert year.physical == 1, "the page says once in a room"
    sentences = (
        f"LIX over {EASIEST} ",
        f"Below {polls.FEWEST} answers",
        f"erased {KEPT.days} days after",
        f"shown from {FEWEST_SHOWN} on",
        f"After {STALE_DAYS} days",
        f"has {len(tasks())} tasks",
        f"has {len(questions())} questions",
        f"takes {len(topics())} topics, proposed over {len(GATHERINGS)} gatherings",
        f"meet {year.digital} times on a screen",
    )
    assert [each for each in sentences if each not in PAGE] == []
