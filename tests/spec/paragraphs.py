"""The spec tests as paragraphs: each is run once more with a recorder in place of the engine.

What it registers and asks is noted; what it asserts still holds, or it raises as any test does. The recorder
answers by the plain-Python reference, so that a page of the manual takes no engine and no second.
"""

import inspect
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from stegvis.outcomes.measures import Row
from tests.spec import test_measures_change, test_measures_contacts, test_measures_groups, test_measures_waits
from tests.spec.figures import Figures, one_of
from tests.spec.reference import result
from tests.spec.registration import Registration

CHAPTERS: tuple[ModuleType, ...] = (
    test_measures_contacts,
    test_measures_waits,
    test_measures_change,
    test_measures_groups,
)
_NAMES = {"phq 9": "PHQ-9", "gad 7": "GAD-7", " answers id": " answer's id"}


@dataclass(frozen=True)
class Case:
    """One registration of a paragraph, and each time it was counted: the groupings and what came of it."""

    registered: Registration
    counted: list[tuple[tuple[str, ...], Figures]]


@dataclass(frozen=True)
class Paragraph:
    """One test: its name as a heading, its docstring, and a case for each of its parameters."""

    title: str
    text: str
    cases: list[Case]


def paragraphs(chapter: ModuleType) -> Iterator[Paragraph]:
    """The tests of a module in the order they are written."""
    for name, test in vars(chapter).items():
        if name.startswith("test_"):
            cases = [_case(test, given) for given in _parameters(test)]
            yield Paragraph(_title(name), inspect.cleandoc(test.__doc__ or ""), cases)


def everything() -> Iterator[Case]:
    """Every case of every paragraph."""
    for chapter in CHAPTERS:
        for paragraph in paragraphs(chapter):
            yield from paragraph.cases


def _title(name: str) -> str:
    words = name.removeprefix("test_").replace("_", " ")
    for plain, proper in _NAMES.items():
        words = words.replace(plain, proper)
    return re.sub(r"^\w", lambda first: first.group().upper(), words)


def _parameters(test: Callable[..., None]) -> Iterator[dict[str, Any]]:
    """What pytest would give the test in turn; one empty set where it has no parameters."""
    marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
    for chosen in itertools.product(*(mark.args[1] for mark in marks)):
        given: dict[str, Any] = {}
        for mark, values in zip(marks, chosen, strict=True):
            names = mark.args[0]
            given |= {names: values} if isinstance(names, str) else dict(zip(names, values, strict=True))
        yield given


def _case(test: Callable[..., None], given: Mapping[str, Any]) -> Case:
    case = Case(Registration(), [])

    def count(registered: Registration, *by: str) -> Figures:
        assert registered is case.registered
        rows = [Row(*row) for row in result(registered, by)]
        case.counted.append((by, Figures(rows)))
        return case.counted[-1][1]

    ready = {"registered": case.registered, "person": case.registered.person, "count": count, "of": one_of(count)}
    wanted = inspect.signature(test).parameters
    test(**{name: {**ready, **given}[name] for name in wanted})
    return case
