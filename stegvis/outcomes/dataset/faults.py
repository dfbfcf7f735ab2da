"""What is wrong with a data set, as sentences with a place. They never repeat a value: it may be a name."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one file or column: where it is found first, and how often."""

    file: Path
    sentence: str
    column: str | None = None
    place: str | None = None
    times: int = 1

    def __str__(self) -> str:
        column = None if self.column is None else f"column '{self.column}'"
        where = ", ".join(part for part in (self.file.name, self.place, column) if part)
        again = f" The same is wrong in {self.times - 1:,} more." if self.times > 1 else ""
        return f"In {where}: {self.sentence}{again}"


class BadDataSet(ValueError):  # noqa: N818 - it reads as what it tells
    """The folder does not hold registration data set 1; `faults` says why, each kind once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


def row_place(file: Path, row: int) -> str:
    """That row of data, counted from 1, and in a CSV file the line where it begins.

    An empty line is no row, and a quoted cell may hold line breaks, so the line is looked up.
    """
    if file.suffix != ".csv":
        return f"row {row}"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader, found, line = csv.reader(lines), -1, 1
        for cells in reader:
            found += bool(cells)
            if cells and found == row:
                break
            line = reader.line_num + 1
    return f"row {row} (line {line} of the file)"
