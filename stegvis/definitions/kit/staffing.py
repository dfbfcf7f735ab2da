"""A team's staff held against what the model asks. Guidance with its source, never a stop. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from stegvis.definitions.kit import Source, Texts, source, texts_of
from stegvis.definitions.toml_files import table


class Saying(Protocol):
    """What a team says of its staff; hundredths of a full-time equivalent."""

    @property
    def all_hundredths(self) -> int: ...

    @property
    def psychologist_hundredths(self) -> int: ...

    @property
    def merkantil_hundredths(self) -> int: ...

    @property
    def trained_hundredths(self) -> int: ...

    @property
    def all_have_three_years(self) -> bool: ...

    @property
    def all_treat_independently(self) -> bool: ...


class State(StrEnum):
    MET = "met"
    NOT_MET = "not_met"  # the model asks for it
    ADVISED = "advised"  # not so, and the model only recommends it


@dataclass(frozen=True)
class Requirement:
    """`measure` is a field of the staffing; `least` is in hundredths, or 1 for yes. `texts` have title and more."""

    key: str
    measure: str
    least: int
    is_hard: bool
    texts: Texts
    source: Source


@dataclass(frozen=True)
class Finding:
    """`actual` and `least` in hundredths, or None and None where the answer is yes or no."""

    requirement: Requirement
    state: State
    actual: int | None
    least: int | None


@cache
def requirements() -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            key=one["key"],
            measure=one["measure"],
            least=one["least"],
            is_hard=one["strength"] == "required",
            texts=texts_of(one, ("title", "more")),
            source=source(one["source"]),
        )
        for one in table("kit/requirements.toml")["requirements"]
    )


def check_staffing(staffing: Saying) -> tuple[Finding, ...]:
    """Every requirement in its order, with what is said of it and whether it is met."""
    return tuple(_finding(requirement, staffing) for requirement in requirements())


def _finding(requirement: Requirement, staffing: Saying) -> Finding:
    actual, least = getattr(staffing, requirement.measure), requirement.least
    if requirement.measure == "trained_hundredths":
        # Everybody but merkantil staff takes the training, so there is no figure of its own.
        least = staffing.all_hundredths - staffing.merkantil_hundredths
    short = State.NOT_MET if requirement.is_hard else State.ADVISED
    state = State.MET if int(actual) >= least else short
    if isinstance(actual, bool):
        return Finding(requirement, state, None, None)
    return Finding(requirement, state, actual, least)
