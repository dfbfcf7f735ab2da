"""Whether a block is shown to this client: a condition holds, or it does not; what is not known does not hold. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stegvis.definitions.programme.reading import Block, Module, Step


@dataclass(frozen=True)
class Known:
    """What is known of a client. `is_case` is by the last score of each instrument; None: nobody has said.

    `answers` holds each field with its chosen ids, from every row of every sheet.
    """

    is_case: Mapping[str, bool | None] = field(default_factory=dict)
    answers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    on_sick_leave: bool | None = None


NOTHING = Known()


def holds(condition: Mapping[str, Any] | None, known: Known) -> bool:
    """Whether the condition is known to be met; a block without one is always shown."""
    if condition is None:
        return True
    if condition["kind"] == "answered":
        return condition["is"] in known.answers.get(condition["field"], frozenset())
    if condition["kind"] == "case_last_time":
        return known.is_case.get(condition["instrument"]) is condition["is"]
    return known.on_sick_leave is condition["is"]


def shown_blocks(step: Step, known: Known) -> tuple[Block, ...]:
    return tuple(block for block in step.blocks if holds(block.when, known))


def shown_steps(module: Module, known: Known) -> tuple[Step, ...]:
    """The steps that have anything to show, each with the blocks that are shown."""
    steps = (Step(step.id, step.title, shown_blocks(step, known)) for step in module.steps)
    return tuple(step for step in steps if step.blocks)
