"""What each column of the three tables may hold: the rule its text must pass, and its type in DuckDB."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stegvis.definitions.instrument import instruments
from stegvis.definitions.registration import (
    CONTACTS,
    EPISODES,
    SCORES,
    AgeBand,
    Attendance,
    DischargeReason,
    Form,
    Gender,
    Language,
    Level,
    Problem,
    Purpose,
    Source,
    WorkStatus,
)

TABLES: Mapping[str, tuple[str, ...]] = {"episodes": EPISODES, "contacts": CONTACTS, "scores": SCORES}
# The column that names a row; no two rows have the same.
KEYS: Mapping[str, str] = {"episodes": "episode", "contacts": "contact", "scores": "answer"}
# From the lowest to the highest score of each instrument, whatever the version.
RANGES = {each.id: each.range for each in instruments()}
# A score is held exactly, in 38 digits: so many may stand behind the point.
MOST_DECIMALS = 28

_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = rf"{_DATE}([T ]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,6}})?)?)?"


@dataclass(frozen=True)
class Column:
    """One column. `wrong` and `typed` are SQL over `{x}`, the text of the cell, NULL where it is empty.

    Where `wrong` is true, `sentence` is told; else `typed` gives the value. A Parquet column that has one of
    `types` already is taken as it is.
    """

    wrong: str = "FALSE"
    sentence: str = ""
    typed: str = "{x}"
    types: tuple[str, ...] = ()


def _one_of(codes: type[StrEnum] | Mapping[str, object]) -> Column:
    listed = ", ".join(f"'{code}'" for code in codes)
    return Column(f"{{x}} NOT IN ({listed})", f"must be one of {', '.join(codes)}, or empty.")


def _not_a(kind: str, form: str) -> str:
    """Text that is written otherwise, or as a day or time that does not exist."""
    return f"{{x}} IS NOT NULL AND TRY_CAST(regexp_extract({{x}}, '^{form}$') AS {kind}) IS NULL"


_NAME = Column("{x} IS NULL", "must not be empty.")
_DAY = Column(
    _not_a("DATE", _DATE),
    "must be a date written as 2024-01-31, or empty.",
    "CAST({x} AS DATE)",
    ("DATE",),
)
_TRUTH = Column(
    "lower({x}) NOT IN ('true', 'false')", "must be true or false, or empty.", "lower({x}) = 'true'", ("BOOLEAN",)
)

# By name; a name that two tables have means the same in both. What is not here is free text.
COLUMNS: Mapping[str, Column] = {
    "episode": _NAME,
    "contact": _NAME,
    "answer": _NAME,
    "received_on": _DAY,
    "discharged_on": _DAY,
    "on": _DAY,
    "sick_pay_first": _TRUTH,
    "sick_pay_last": _TRUTH,
    "source": _one_of(Source),
    "problem": _one_of(Problem),
    "level": _one_of(Level),
    "age_band": _one_of(AgeBand),
    "gender": _one_of(Gender),
    "language": _one_of(Language),
    "work_status_first": _one_of(WorkStatus),
    "work_status_last": _one_of(WorkStatus),
    "discharge_reason": _one_of(DischargeReason),
    "purpose": _one_of(Purpose),
    "form": _one_of(Form),
    "attendance": _one_of(Attendance),
    "instrument": _one_of(RANGES),
    "minutes": Column(
        r"NOT regexp_full_match({x}, '\d{1,6}(\.0+)?')",
        "must be a whole number of minutes, or empty.",
        "CAST({x} AS INTEGER)",
        ("INTEGER", "SMALLINT"),
    ),
    "answered_at": Column(
        _not_a("TIMESTAMP", _TIME),
        "must be a local time without offset, written as 2024-01-31T14:05:00, or empty.",
        # Written alike in every row, so that comparing the text compares the times.
        "replace({x}, ' ', 'T') || substring('0000-00-00T00:00:00.000000', length({x}) + 1)",
    ),
    "score": Column(
        rf"NOT regexp_full_match({{x}}, '-?\d{{1,9}}(\.\d{{1,{MOST_DECIMALS}}})?')",
        f"must be a number with a decimal point and at most {MOST_DECIMALS} decimals, or empty.",
        "CAST({x} AS {exact})",
        ("DECIMAL", "INTEGER", "SMALLINT"),
    ),
}


def column(name: str) -> Column:
    """What the column of that name may hold."""
    return COLUMNS.get(name, Column())
