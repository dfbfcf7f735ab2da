"""Training as treatment: the kinds that may be prescribed, the questions about the body, the sessions of a plan. Pure.

Effort is on the CR10 scale, 0 to 10 (Borg G, 1998, Borg's Perceived Exertion and Pain Scales).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from stegvis.definitions.toml_files import in_every_language, table

WEEKDAYS = range(7)  # 0 is Monday
MOST_WEEKS = 26
# Words beside the effort of the CR10 scale: how one talks at it ("talk test"; Persinger R, et al. 2004, Med Sci
# Sports Exerc 36(9):1632-1636). From and with each number.
EFFORT_WORDS = ((7, "few_words"), (5, "short_sentences"), (3, "whole_sentences"), (0, "easy"))


@dataclass(frozen=True)
class Kind:
    """A way to train with the dose that one usually begins from. `vigorous` asks for the doctor's view if in doubt."""

    code: str
    name: Mapping[str, str]
    how: Mapping[str, str]
    sessions: int
    minutes: int
    effort: int
    vigorous: bool
    source: str


@dataclass(frozen=True)
class Week:
    """One week of a plan, from its first day: sessions planned and done, minutes planned and done."""

    begins: date
    planned: int
    done: int
    planned_minutes: int
    minutes: int


@cache
def kinds() -> Mapping[str, Kind]:
    """By code, in the order of the file."""
    return {each["code"]: _kind(each) for each in table("training.toml")["kinds"]}


@cache
def checklist() -> Mapping[str, Mapping[str, str]]:
    """The questions about the body by code, each in every language."""
    return {
        each["code"]: in_every_language(each["text"], f"training.toml {each['code']}")
        for each in table("training.toml")["checklist"]
    }


def needs_doctor(kind: Kind, answers: Mapping[str, bool]) -> bool:
    """Whether a doctor's view is needed before this kind: any yes, and the training is hard."""
    return kind.vigorous and any(answers.values())


def effort_words(effort: int) -> str:
    """The code of the words for an effort."""
    return next(words for least, words in EFFORT_WORDS if effort >= least)


def sessions(starts_on: date, weeks: int, weekdays: Sequence[int]) -> list[date]:
    """The days of a plan that lasts so many weeks from its first day."""
    days = (starts_on + timedelta(days=day) for day in range(weeks * 7))
    return [day for day in days if day.weekday() in weekdays]


def weeks_of(
    starts_on: date, weeks: int, weekdays: Sequence[int], minutes: int, done: Iterable[tuple[date, int]]
) -> list[Week]:
    """Planned and done, week by week. `done` are (day, minutes); more than planned counts as it is."""
    planned, logged = sessions(starts_on, weeks, weekdays), list(done)
    found = []
    for number in range(weeks):
        begins = starts_on + timedelta(days=7 * number)
        ends = begins + timedelta(days=7)
        of_plan = sum(begins <= day < ends for day in planned)
        trained = [each for day, each in logged if begins <= day < ends]
        found.append(Week(begins, of_plan, len(trained), of_plan * minutes, sum(trained)))
    return found


def _kind(content: Mapping[str, Any]) -> Kind:
    where = f"training.toml {content['code']}"
    return Kind(
        code=content["code"],
        name=in_every_language(content["name"], where),
        how=in_every_language(content["how"], where),
        sessions=content["sessions"],
        minutes=content["minutes"],
        effort=content["effort"],
        vigorous=content["vigorous"],
        source=content["source"],
    )
