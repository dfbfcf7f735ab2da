"""The pathway as a table: nobody can get stuck in it, and no wait can run unseen."""

from pathlib import Path

import pytest

from stegvis.definitions.pathway import CLOCKS, MOVES, Clock, NoSuchMove, State, diagram, move, moves_from, page

ROOT = Path(__file__).resolve().parents[3]
OPEN = [state for state in State if state is not State.DISCHARGED]


def reached_from(start: State) -> set[State]:
    seen, found = set(), {start}
    while found:
        state = found.pop()
        seen.add(state)
        found |= {each.target for each in moves_from(state)} - seen
    return seen


def test_every_state_is_reached_from_a_new_referral():
    """A state that nothing leads to would be a page that nobody can open."""
    assert reached_from(State.WAITING) == set(State)


@pytest.mark.parametrize("state", OPEN)
def test_no_state_but_discharged_is_an_end(state):
    """From anywhere, a course can be ended: by discharge, or by referring on."""
    targets = {each.name: each.target for each in moves_from(state)}
    assert targets["discharge"] is State.DISCHARGED
    assert targets["refer_on"] is State.DISCHARGED


def test_discharge_ends_all_but_opening_again():
    """Somebody who comes back has a new episode; only a discharge by mistake is undone."""
    assert {each.name for each in moves_from(State.DISCHARGED)} == {"reopen", "reopen_referral"}
    assert {each.source for each in MOVES if each.name.startswith("reopen")} == {State.DISCHARGED}


def test_who_was_never_assessed_waits_again_when_the_referral_is_reopened():
    """Otherwise a person could wait for an assessment without a clock that runs."""
    target = move(State.DISCHARGED, "reopen_referral").target
    assert Clock.TO_ASSESSMENT in CLOCKS[target]


def test_the_level_can_be_changed_before_and_during_treatment_without_leaving_the_state():
    """The level is decided by people and may be changed at any time, with its reason (BEON)."""
    staying = {each.source for each in MOVES if each.name == "change_level" and each.target is each.source}
    assert staying == {State.WAITING_FOR_TREATMENT, State.IN_TREATMENT}


def test_a_move_is_known_by_its_state_and_name():
    """Two buttons of one name on one page would do two things."""
    keys = [(each.source, each.name) for each in MOVES]
    assert len(set(keys)) == len(keys)
    assert move(State.WAITING, "assess").target is State.IN_ASSESSMENT
    assert move("waiting", "assess") == move(State.WAITING, "assess")


def test_every_move_has_its_check_its_trail_and_its_words():
    """The table is the one place for all of them; an empty one would be a button without a rule."""
    for each in MOVES:
        assert each.guard.isidentifier()
        assert each.audit.startswith("episode.")
        assert each.label[0].isupper()
    for name in {each.name for each in MOVES}:
        assert len({(each.guard, each.label) for each in MOVES if each.name == name}) == 1


def test_a_move_that_is_not_open_says_so_in_a_sentence():
    """The sentence reaches the page of whoever pressed a button in an old tab."""
    with pytest.raises(NoSuchMove, match=r"in the state waiting has no move start_treatment; it has: assess, refer_on"):
        move(State.WAITING, "start_treatment")


def test_clocks_run_until_what_they_wait_for_has_begun():
    """MEASURES.md: both waits begin at the referral; each ends with the first assessment or treatment."""
    assert set(CLOCKS) == set(State)
    running = {clock: [state for state in State if clock in CLOCKS[state]] for clock in Clock}
    assert running[Clock.TO_ASSESSMENT] == [State.WAITING]
    assert running[Clock.TO_TREATMENT] == [State.WAITING, State.IN_ASSESSMENT, State.WAITING_FOR_TREATMENT]


def test_the_diagram_draws_every_move_once():
    """What the manual shows is the table, not a drawing of it from memory."""
    drawn = [line.strip() for line in diagram().splitlines()]
    assert drawn[0] == "stateDiagram-v2"
    assert sorted(line for line in drawn if ": " in line) == sorted(
        f"{each.source} --> {each.target}: {each.name}" for each in MOVES
    )
    assert "[*] --> waiting" in drawn
    assert "discharged --> [*]" in drawn


def test_the_manual_shows_this_very_table():
    """docs/pathway.md is written by the product; if this fails, write it again."""
    assert (ROOT / "docs" / "pathway.md").read_text("utf-8") == page()
