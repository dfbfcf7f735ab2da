"""The measure chapter of the manual: its definitions, then every paragraph of the spec tests with its tables.

`python -m tests.spec.manual` writes docs/measures.md; a test compares.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from stegvis.outcomes.measures import GROUPINGS, manual
from stegvis.outcomes.measures import Row as Counted
from tests.spec.figures import written
from tests.spec.paragraphs import CHAPTERS, Case, Paragraph, paragraphs
from tests.spec.registration import COLUMNS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "measures.md"
KEYS = {"contacts": "contact", "scores": "answer"}
NUMBERED = re.compile(r"[cs]\d{4}")
FIGURES = ("measure", "numerator", "denominator", "value", "missing")
# Of any table: the data set's columns as they stand there, the groupings, and the figures.
ORDER = tuple(
    dict.fromkeys(["case", *(column for table in COLUMNS.values() for column in table), *GROUPINGS, *FIGURES])
)
Row = dict[str, Any]
HEAD = """\
## Examples

Each paragraph is a test: its tables are counted on DuckDB, PostgreSQL and Spark, and each must give the answer that
stands below them. What is not shown is not known. Where a paragraph has several cases, each is counted by itself.
"""


def page() -> str:
    """The page docs/measures.md, word for word."""
    return "\n".join([manual.page(), HEAD, *(line for chapter in CHAPTERS for line in _chapter(chapter))])


def _chapter(chapter: ModuleType) -> Iterator[str]:
    about = (chapter.__doc__ or "").removeprefix("The manual on ")
    title, _, rest = about.partition(": ")
    yield f"## {title[0].upper()}{title[1:]}\n"
    yield f"{rest[0].upper()}{rest[1:]}\n"
    for paragraph in paragraphs(chapter):
        yield from _paragraph(paragraph)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    yield f"### {paragraph.title}\n"
    if paragraph.text:
        yield f"{paragraph.text}\n"
    for table in COLUMNS:
        rows = _registered(paragraph.cases, table)
        if rows:
            yield f"{table.capitalize()}:\n"
            yield _table(rows)
    yield "Answer:\n"
    yield _table(_answers(paragraph.cases))


def _registered(cases: Sequence[Case], table: str) -> list[Row]:
    """What is registered alike in every case, then what each adds; ids that no test chose are left out."""
    of_cases = [[_said(row, table) for row in case.registered.tables[table]] for case in cases]
    if len(cases) == 1:
        return of_cases[0]
    alike = [row for row in of_cases[0] if all(rows.count(row) == of_cases[0].count(row) for rows in of_cases)]
    every = [{"case": "every", **row} for row in alike]
    return every + [
        {"case": number, **row} for number, rows in enumerate(of_cases, 1) for row in rows if row not in alike
    ]


def _said(row: Row, table: str) -> Row:
    key = KEYS.get(table)
    return {column: value for column, value in row.items() if column != key or not NUMBERED.fullmatch(value)}


def _answers(cases: Sequence[Case]) -> list[Row]:
    rows: list[Row] = []
    for number, case in enumerate(cases, 1):
        before = {"case": number} if len(cases) > 1 else {}
        for by, figures in case.counted:
            asked = figures.asked or [(row.measure, row.group, row) for row in figures]
            rows += [{**before, **_answer(by, *each)} for each in asked] or [{**before, "value": "no row"}]
    return rows


def _answer(by: Sequence[str], measure: str, group: Sequence[str], row: Counted | None) -> Row:
    groups = dict(zip(by, (value or "*unknown*" for value in group), strict=True))
    figures = ("no row",) if row is None else written(row)[2:]
    names = ("value",) if row is None else ("numerator", "denominator", "value", "missing")
    return {**groups, "measure": measure, **dict(zip(names, figures, strict=True))}


def _table(rows: Sequence[Row]) -> str:
    """The columns that say something in some row, in the order they come in."""
    head = [column for column in ORDER if any(row.get(column) is not None for row in rows)]
    lines = [head, ["---"] * len(head), *([_cell(row.get(column)) for column in head] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
