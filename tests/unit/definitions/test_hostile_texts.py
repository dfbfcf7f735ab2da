"""Texts that somebody made to keep a server busy: what visitors, archives and files send is read in one go."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from stegvis.definitions.citations.pieces import plain
from stegvis.definitions.person_numbers_in import has_person_number

LONG = 40_000  # signs: the longest text that a form takes


def seconds(read: Callable[[str], object], text: str) -> float:
    """Processor time, the least of three: a machine that does other work beside is slow only some of the time."""
    taken = []
    for _ in range(3):
        began = process_time()
        read(text)
        taken.append(process_time() - began)
    return min(taken)


def grows_as_the_text_does(read: Callable[[str], object], piece: str) -> bool:
    """Four times the text takes about four times as long; what goes back and reads again takes sixteen."""
    quarter = seconds(read, piece * (LONG // 4 // len(piece)))
    return seconds(read, piece * (LONG // len(piece))) < 8 * quarter + 0.02


@pytest.mark.parametrize("piece", ["1 ", "1 - ", "978 ", "12.", "isbn 1"])
def test_a_person_number_is_looked_for_in_one_go(piece: str) -> None:
    """A visitor's comment, a paper of a team: each is looked through before anything is stored."""
    assert grows_as_the_text_does(has_person_number, piece)


@pytest.mark.parametrize("piece", ["<p", "<p ", "<jats:a-a-", "a-", "<"])
def test_markup_that_is_never_closed_is_read_in_one_go(piece: str) -> None:
    """An abstract comes from an archive that anybody may run."""
    assert grows_as_the_text_does(lambda text: plain(f"<jats:{text}"), piece)


def test_a_text_that_goes_back_is_found_out() -> None:
    """Else the two above would prove nothing. It goes back so often that no unsteady clock hides it."""

    def goes_back(text: str) -> int:
        return sum(text[:end].count("a") for _ in range(len(text) // 10_000) for end in range(0, len(text), 8))

    assert not grows_as_the_text_does(goes_back, "a")


def test_markup_is_still_taken_out() -> None:
    said = '<jats:p xml:lang="en">Half <i>recover</i>,<br/> p < 0.01 and n > 20.</jats:p><sub>1</sub>'
    assert plain(said) == "Half recover ,<br/> p < 0.01 and n > 20. 1"
