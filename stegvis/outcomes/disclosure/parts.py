"""What the measures count, and what those counts are to each other. Owns no rule and no table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from stegvis.outcomes.measures import MEASURES, Row, measure
from stegvis.outcomes.measures.columns import Columns

# What is counted, whichever measure shows it: the date it goes by and its SQL. Two measures over the same
# people share the part, so it is hidden in both or in neither.
Part = tuple[str, str]
Group = tuple[str, ...]
Counts = Mapping[Part, Mapping[Group, int]]


@cache
def parts_of(name: str) -> Mapping[str, Part]:
    """The parts of a measure by the column they stand in; a rate has its complement too."""
    of, sql = measure(name), Columns.of(measure(name))
    texts = {"numerator": sql.numerator, "denominator": sql.denominator, "missing": sql.missing}
    parts = {column: (of.over + of.period, text) for column, text in texts.items() if text}
    if of.kind == "rate":
        parts["complement"] = (of.over + of.period, f"complement of {of.name}")
    return parts


# How many rows of a group show a part: what is lost where it is closed.
SHOWN_BY = Counter(part for each in MEASURES for part in set(parts_of(each.name).values()))
COMPLEMENTS = {parts_of(each.name)["complement"]: each.name for each in MEASURES if each.kind == "rate"}


def part_named(written: str) -> Part:
    name, _, column = written.partition(".")
    return parts_of(name)[column or "numerator"]


# What the measures are to each other: the parts on the left are all of the whole, or some of it.
ALL_OF = (
    *((f"{each.name}.denominator", (each.name, f"{each.name}.complement")) for each in MEASURES if each.kind == "rate"),
    ("dropped_out.denominator", ("finished", "treated_once")),
    ("finished", ("paired", "paired.missing")),
)
SOME_OF = (
    ("paired", ("reliable_improvement", "reliable_deterioration", "no_reliable_change")),
    ("case_at_start", ("recovery",)),
    ("paired", ("recovery",)),
    ("recovery.denominator", ("case_at_start",)),
    ("finished", ("recovery.denominator",)),
    ("recovery", ("reliable_recovery",)),
    ("reliable_improvement", ("reliable_recovery",)),
    ("finished", ("off_sick_pay.denominator",)),
    ("finished", ("off_sick_pay", "off_sick_pay.missing")),
    ("waited_18_weeks", ("waited_6_weeks",)),
    ("contacts_per_finished", ("finished", "finished")),
)
# These go by different dates, so they hold only where time is no grouping, and the rows are not of a period alone.
SOME_OF_EVER = (("started", ("dropped_out.denominator",)), ("referrals", ("started",)))


def counted(rows: Iterable[Row]) -> Counts:
    """Every part of every row, and the complements of rates; what has no row is none."""
    counts: dict[Part, dict[Group, int]] = defaultdict(dict)
    for row in rows:
        for column, part in parts_of(row.measure).items():
            rest = (row.denominator or 0) - (row.numerator or 0)
            counts[part][row.group] = rest if column == "complement" else getattr(row, column)
    return counts
