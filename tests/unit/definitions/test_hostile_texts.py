"""Texts that somebody made to keep a server busy: what visitors, archives and files send is read in one go."""

from __future__ import annotations

from time import process_time

import pytest

from stegvis.definitions.citations.pieces import plain
from stegvis.definitions.person_numbers_in import has_person_number

LONG = 40_000  # signs: the longest text that a form takes
ENOUGH = 0.8  # seconds of processor time; less than half of it is needed


@pytest.mark.parametrize("piece", ["1 ", "1 - ", "978 ", "12.", "isbn 1"])
def test_a_person_number_is_looked_for_in_one_go(piece: str) -> None:
    """A visitor's comment, a paper of a team: each is looked through before anything is stored."""
    began = process_time()
    has_person_number(piece * (LONG // len(piece)))
    assert process_time() - began < ENOUGH


@pytest.mark.parametrize("text", ["<p" * (LONG // 2), "<p " * (LONG // 3), "<jats:" + "a-" * (LONG // 2), "<" * LONG])
def test_markup_that_is_never_closed_is_read_in_one_go(text: str) -> None:
    """An abstract comes from an archive that anybody may run."""
    began = process_time()
    plain(text)
    assert process_time() - began < ENOUGH


def test_markup_is_still_taken_out() -> None:
    said = '<jats:p xml:lang="en">Half <i>recover</i>,<br/> p < 0.01 and n > 20.</jats:p><sub>1</sub>'
    assert plain(said) == "Half recover ,<br/> p < 0.01 and n > 20. 1"
