"""The way through the service: the states of an episode and the moves between them.

The table yields the buttons, the check in each action, the database constraint, the diagram in the
manual and the waiting clocks. It moves nothing itself: that is the work of the room `care`.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where an episode stands."""

    WAITING = "waiting"  # has asked for help, waits for the assessment
    IN_ASSESSMENT = "in_assessment"  # the assessment has begun
    WAITING_FOR_TREATMENT = "waiting_for_treatment"  # assessed, the level of care is decided
    IN_TREATMENT = "in_treatment"
    IN_FOLLOW_UP = "in_follow_up"  # treatment has ended, agreed talks remain
    DISCHARGED = "discharged"


class Clock(StrEnum):
    """A waiting time that runs. Both start on the day the referral was received (MEASURES.md)."""

    TO_ASSESSMENT = "to_assessment"
    TO_TREATMENT = "to_treatment"


@dataclass(frozen=True)
class Move:
    """One step a team may take with an episode.

    `guard` names the rule pair in care (`check_can_<guard>`), `audit` the name in the trail,
    `label` is the words of the button: an English message id for gettext.
    """

    name: str
    source: State
    target: State
    guard: str
    audit: str
    label: str


class NoSuchMove(ValueError):  # noqa: N818  (a whole word of the clinic, not a fault of the program)
    """The move is not open to an episode in this state."""


_OPEN_STATES = tuple(state for state in State if state is not State.DISCHARGED)

MOVES: tuple[Move, ...] = (
    Move(
        "assess",
        State.WAITING,
        State.IN_ASSESSMENT,
        "assess",
        "episode.assessment_started",
        "Start the assessment",
    ),
    Move(
        "decide_level",
        State.IN_ASSESSMENT,
        State.WAITING_FOR_TREATMENT,
        "decide_level",
        "episode.level_decided",
        "Decide the level of care",
    ),
    Move(
        "change_level",
        State.WAITING_FOR_TREATMENT,
        State.WAITING_FOR_TREATMENT,
        "decide_level",
        "episode.level_changed",
        "Change the level of care",
    ),
    Move(
        "start_treatment",
        State.WAITING_FOR_TREATMENT,
        State.IN_TREATMENT,
        "start_treatment",
        "episode.treatment_started",
        "Start the treatment",
    ),
    Move(
        "change_level",
        State.IN_TREATMENT,
        State.IN_TREATMENT,
        "decide_level",
        "episode.level_changed",
        "Change the level of care",
    ),
    Move(
        "follow_up",
        State.IN_TREATMENT,
        State.IN_FOLLOW_UP,
        "follow_up",
        "episode.follow_up_started",
        "End the treatment and follow up",
    ),
    Move(
        "resume_treatment",
        State.IN_FOLLOW_UP,
        State.IN_TREATMENT,
        "start_treatment",
        "episode.treatment_resumed",
        "Resume the treatment",
    ),
    *(
        Move("refer_on", state, State.DISCHARGED, "refer_on", "episode.referred_on", "Refer on")
        for state in _OPEN_STATES
    ),
    *(
        Move("discharge", state, State.DISCHARGED, "discharge", "episode.discharged", "Discharge")
        for state in _OPEN_STATES
    ),
    # Closed by mistake, or the person changed their mind. Who was never assessed waits again, so that
    # nobody waits unseen; everybody else goes back to the assessment, where the level is decided anew.
    # Somebody who comes back later has a new episode.
    Move(
        "reopen_referral",
        State.DISCHARGED,
        State.WAITING,
        "reopen_referral",
        "episode.referral_reopened",
        "Open the referral again",
    ),
    Move("reopen", State.DISCHARGED, State.IN_ASSESSMENT, "reopen", "episode.reopened", "Open the course again"),
)

_BY_STATE_AND_NAME = {(each.source, each.name): each for each in MOVES}

CLOCKS: Mapping[State, tuple[Clock, ...]] = MappingProxyType(
    {
        State.WAITING: (Clock.TO_ASSESSMENT, Clock.TO_TREATMENT),
        State.IN_ASSESSMENT: (Clock.TO_TREATMENT,),
        State.WAITING_FOR_TREATMENT: (Clock.TO_TREATMENT,),
        State.IN_TREATMENT: (),
        State.IN_FOLLOW_UP: (),
        State.DISCHARGED: (),
    }
)


def moves_from(state: State) -> tuple[Move, ...]:
    """What can be done with an episode in this state, in the order the buttons stand."""
    return tuple(each for each in MOVES if each.source is State(state))


def move(state: State, name: str) -> Move:
    """The move of that name from that state; raises NoSuchMove with a whole sentence."""
    found = _BY_STATE_AND_NAME.get((State(state), name))
    if found is None:
        names = ", ".join(each.name for each in moves_from(state))
        raise NoSuchMove(f"An episode in the state {State(state)} has no move {name}; it has: {names}.")
    return found


def page() -> str:
    """The page docs/pathway.md of the manual, word for word."""
    clocks = {state: ", ".join(running) or "none" for state, running in CLOCKS.items()}
    return "\n".join(
        [
            "# The pathway",
            "",
            "Written by `python -m stegvis.definitions.pathway > docs/pathway.md`; a test compares.",
            "",
            "```mermaid",
            diagram() + "```",
            "",
            "| state | waiting clocks that run |",
            "|---|---|",
            *(f"| {state} | {clocks[state]} |" for state in State),
            "",
            "| from | move | to | check | in the trail | button |",
            "|---|---|---|---|---|---|",
            *(
                f"| {each.source} | {each.name} | {each.target} "
                f"| check_can_{each.guard} | {each.audit} | {each.label} |"
                for each in MOVES
            ),
            "",
        ]
    )


def diagram() -> str:
    """The pathway as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.WAITING}"]
    lines += [f"    {each.source} --> {each.target}: {each.name}" for each in MOVES]
    lines.append(f"    {State.DISCHARGED} --> [*]")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
