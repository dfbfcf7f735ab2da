"""`stegvis score INSTRUMENT < items.csv > scored.csv`: prints nothing until every value is right."""

import argparse
import csv
import io
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

from stegvis.definitions.instrument import Instrument, UnknownInstrument, instrument, instruments

ADDED = ("score", "band", "case", "alert")
WRONG_INPUT = 2
# So many faults are written out; a file of another kind has one in every cell.
SHOWN = 20

DESCRIPTION = """\
Scores filled-in questionnaires. The input is CSV (commas, UTF-8) with a header; a column is named by the
item's code (1 to 9 for phq-9), in any order, and holds the value of the answer or nothing. Other columns pass
through. Four columns are added: score, band, case (true/false) and alert (true/false).

A form that lacks more answers than its instrument allows (for most: any) has an empty score, band and case.
The alert does not wait for a score: it is true as soon as a risk item (phq-9: item 9) is answered 1 or more.
alert false means only that this rule was not met, never that there is no risk.

Every value is checked first. If anything is wrong, nothing is written, each fault is named by row and column
on standard error, and the exit code is 2. Empty lines are passed over.
"""


class WrongInput(Exception):  # noqa: N818  (what the reader is told, not a fault of the program)
    """The input cannot be scored; the sentences say why and where."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


@dataclass(frozen=True)
class Row:
    """One row of data: its number among the data, the line of the file where it begins, its cells."""

    number: int
    line: int
    cells: list[str]

    @property
    def place(self) -> str:
        return f"row {self.number} (line {self.line} of the file)"


def run(arguments: list[str]) -> int:
    """Score standard input to standard output; 0, or 2 with nothing on standard output."""
    parser = argparse.ArgumentParser(
        prog="stegvis score", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "instrument",
        help=f"one of {', '.join(sorted({each.id for each in instruments()}))}, or one version: phq-9@1",
    )
    name = parser.parse_args(arguments).instrument
    try:
        scored = score(instrument(name), sys.stdin.buffer.read())
    except UnknownInstrument as unknown:
        return _refuse([str(unknown)])
    except WrongInput as wrong:
        return _refuse(wrong.sentences)
    sys.stdout.buffer.write(scored)
    sys.stdout.buffer.flush()
    return 0


def score(asked: Instrument, given: bytes) -> bytes:
    """The scored CSV for the given CSV; raises WrongInput with every fault."""
    rows = _rows(given)
    header = next(rows, None)
    if header is None:
        raise WrongInput("The input is empty; its first line must name the columns.")
    places = _item_places(asked, header.cells)
    lines, faults = _scored(asked, places, len(header.cells), rows)
    if faults:
        raise WrongInput(*faults)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[*header.cells, *ADDED], *lines])
    return out.getvalue().encode("utf-8")


def _rows(given: bytes) -> Iterator[Row]:
    """The rows with content; the header is row 0."""
    try:
        text = given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = given.count(b"\n", 0, error.start) + 1
        raise WrongInput(f"Line {line} is not UTF-8 text; save the file as CSV in UTF-8.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, line = 0, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise WrongInput(f"The row that begins on line {line} is not CSV: {error}.") from error
        if cells is None:
            return
        if cells:
            yield Row(number, line, cells)
            number += 1
        line = reader.line_num + 1


def _item_places(asked: Instrument, header: Sequence[str]) -> dict[str, int | None]:
    """Where the column of each item is, in their order; None for an unscored one that is absent."""
    faults = [f"The column {name!r} is there twice." for name in dict.fromkeys(header) if header.count(name) > 1]
    missing = [code for code in asked.scored_codes if code not in header]
    if missing:
        hint = " Columns must be separated by commas." if len(header) == 1 else ""
        named = ", ".join(repr(code) for code in missing)
        faults.append(f"{asked.title} needs a column for every item; missing: {named}.{hint}")
    faults += [f"The input already has a column {name!r}, which would be added." for name in ADDED if name in header]
    if faults:
        raise WrongInput(*faults)
    return {code: header.index(code) if code in header else None for code in asked.codes}


def _scored(
    asked: Instrument, places: dict[str, int | None], width: int, rows: Iterator[Row]
) -> tuple[list[list[str]], list[str]]:
    """The rows with their four columns, and the faults found, as sentences."""
    # A form's result depends on its answers alone, and the same few forms come again and again.
    result_of = lru_cache(maxsize=100_000)(partial(_result, asked))
    values = {code: {str(value): value for value in asked.item(code).values} for code in places}
    lines: list[list[str]] = []
    faults: list[str] = []
    for row in rows:
        if len(row.cells) != width:
            faults.append(f"In {row.place} there are {len(row.cells)} cells, but {width} columns.")
            continue
        answers: list[int | None] = []
        for code, place in places.items():
            cell = "" if place is None else row.cells[place].strip()
            answers.append(values[code].get(cell))
            if answers[-1] is None and cell:
                faults.append(_bad_value(asked, code, row))
        if not faults:
            lines.append([*row.cells, *result_of(tuple(answers))])
    return lines, faults


def _bad_value(asked: Instrument, code: str, row: Row) -> str:
    """The sentence for a bad value; the value is not repeated, for a shifted column may hold a name."""
    allowed = sorted(asked.item(code).values)
    return f"In {row.place}, column {code!r}, the value must be {allowed[0]} to {allowed[-1]}, or empty."


def _result(asked: Instrument, answers: tuple[int | None, ...]) -> tuple[str, str, str, str]:
    """score, band, case and alert as they are written."""
    points = asked.score(answers)
    band = asked.band(points)
    return (
        "" if points is None else str(points),
        "" if band is None else band.code,
        _truth(asked.is_case(points)),
        _truth(asked.has_risk(answers)),
    )


def _truth(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _refuse(sentences: Sequence[str]) -> int:
    for sentence in islice(sentences, SHOWN):
        print(f"stegvis score: {sentence}", file=sys.stderr)
    if len(sentences) > SHOWN:
        print(f"stegvis score: … and {len(sentences) - SHOWN} more faults.", file=sys.stderr)
    return WRONG_INPUT
