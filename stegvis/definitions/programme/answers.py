"""What a client may write in a sheet: each kind of field read from text, and every fault with its place. Pure.

Answers are rows of {field id: text}. What is kept is one form of each: "6.5", "2026-03-09", "07:05", "yes",
"choice-a choice-b". An empty answer is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from stegvis.definitions.programme.reading import Block, Field

LONGEST = 5000
Row = Mapping[str, str]


@dataclass(frozen=True)
class Wrong:
    """One answer that cannot be kept. `row` counts from 0; `kind` says what is wrong."""

    row: int
    field: Field
    kind: str  # too_long, no_number, out_of_range, no_choice, no_date, no_time; unanswered where nothing was written


class BadAnswers(ValueError):  # noqa: N818  (named as the clinic says it)
    """A sheet has answers that cannot be kept. Carries where and why, never what was written."""

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__(f"{len(wrong)} answers of a sheet cannot be kept.")
        self.wrong = tuple(wrong)


def read_answers(block: Block, given: Sequence[Row]) -> tuple[tuple[dict[str, str], ...], tuple[Wrong, ...]]:
    """The answers that can be kept, row by row, and those that cannot.

    Fields and rows that the sheet does not have are left out: they come from no form of ours. Empty rows at the
    end are none.
    """
    rows: list[dict[str, str]] = []
    wrong: list[Wrong] = []
    for place, answers in enumerate(given[: block.rows]):
        row = {}
        for field in block.fields:
            text = str(answers.get(field.id, "")).replace("\r\n", "\n").strip()
            value = _kept(field, text) if text else ""
            if value.startswith(_FAULT):
                wrong.append(Wrong(place, field, value.removeprefix(_FAULT)))
            elif value:
                row[field.id] = value
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return tuple(rows), tuple(wrong)


def extends(new: Sequence[Row], old: Sequence[Row]) -> bool:
    """Whether all that stands in `old` stands in `new` too: each of its answers is the beginning of the new one."""
    return len(old) <= len(new) and all(
        row.get(field, "").startswith(text)
        for row, before in zip(new, old, strict=False)
        for field, text in before.items()
    )


# No text of a client can begin with it: answers are stripped of white space.
_FAULT = "\n"


def _kept(field: Field, text: str) -> str:
    """The one form in which the answer is kept, or _FAULT and what is wrong."""
    if len(text) > LONGEST:
        return f"{_FAULT}too_long"
    read = _READ.get(field.kind)
    return read(field, text) if read else text


def _number(field: Field, text: str) -> str:
    written = re.fullmatch(r"([-−]?)\s*([0-9]{1,9})(?:[.,]([0-9]{1,2}))?", text)
    if not written:
        return f"{_FAULT}no_number"
    number = Decimal(f"{'-' if written[1] else ''}{written[2]}.{written[3] or 0}")
    if not (field.least or 0) <= number <= (field.most or 0):
        return f"{_FAULT}out_of_range"
    return f"{number.normalize():f}"


def _scale(field: Field, text: str) -> str:
    number = _number(field, text)
    return f"{_FAULT}out_of_range" if "." in number else number


def _choices(field: Field, text: str) -> str:
    chosen = text.split()
    known = [choice for choice, _words in field.choices] or ["yes", "no"]
    if set(chosen) - set(known) or (field.kind != "choices" and len(chosen) > 1):
        return f"{_FAULT}no_choice"
    return " ".join(choice for choice in known if choice in chosen)


def _date(field: Field, text: str) -> str:
    """As a browser's own field sends it, or day, month and year as people write them."""
    written = re.fullmatch(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})", text)
    try:
        day = date(int(written[3]), int(written[2]), int(written[1])) if written else date.fromisoformat(text)
    except ValueError:
        return f"{_FAULT}no_date"
    return day.isoformat() if 1900 <= day.year <= 2200 else f"{_FAULT}no_date"


def _time(field: Field, text: str) -> str:
    written = re.fullmatch(r"(\d{1,2})[.:]?(\d{2})", text)
    try:
        return time(int(written[1]), int(written[2])).isoformat("minutes") if written else f"{_FAULT}no_time"
    except ValueError:
        return f"{_FAULT}no_time"


_READ = {
    **{"number": _number, "scale": _scale, "date": _date, "time": _time},
    **{"choice": _choices, "choices": _choices, "yes_no": _choices},
}
