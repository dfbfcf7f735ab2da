"""The groupings a measure can be shown by, and how each is read and written. Owns no figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

# Columns of the episode; a contact is grouped by its episode.
EPISODE_GROUPS = (
    "team",
    "municipality",
    "problem",
    "level",
    "source",
    "age_band",
    "gender",
    "language",
    "work_status_first",
)


@dataclass(frozen=True)
class Period:
    """A length of time: one whole number in SQL (`{date}` is the measure's own date), one word in a result."""

    number: str
    word: Callable[[int], str]


PERIODS = {
    "month": Period(
        "CAST(EXTRACT(YEAR FROM {date}) * 100 + EXTRACT(MONTH FROM {date}) AS INTEGER)",
        lambda number: f"{number // 100:04d}-{number % 100:02d}",
    ),
    "quarter": Period(
        "CAST(EXTRACT(YEAR FROM {date}) * 10 + EXTRACT(QUARTER FROM {date}) AS INTEGER)",
        lambda number: f"{number // 10:04d}-Q{number % 10}",
    ),
    "year": Period("CAST(EXTRACT(YEAR FROM {date}) AS INTEGER)", lambda number: f"{number:04d}"),
}

GROUPINGS = (*EPISODE_GROUPS, *PERIODS)


class UnknownGrouping(ValueError):  # noqa: N818 - it reads as what it tells
    """A grouping that is not one of GROUPINGS, or one named twice; its text is a whole sentence."""


def check_groupings(by: Sequence[str]) -> None:
    """Raise UnknownGrouping unless every name is a grouping and none is named twice."""
    for name in by:
        if name not in GROUPINGS:
            known = ", ".join(GROUPINGS)
            raise UnknownGrouping(f"There is no grouping {name!r}; there are: {known}.")
        if by.count(name) > 1:
            raise UnknownGrouping(f"The grouping {name!r} is named twice.")


def group_expression(name: str, date: str) -> str:
    """The SQL that puts a row in its group; `date` is the column that decides its period."""
    return PERIODS[name].number.format(date=date) if name in PERIODS else name


def group_value(name: str, found: Any) -> str:
    """How a result writes the group that SQL found; what is not known is the empty string."""
    if found is None:
        return ""
    return PERIODS[name].word(found) if name in PERIODS else str(found)
