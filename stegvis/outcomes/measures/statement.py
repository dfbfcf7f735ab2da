"""Writes the one SQL statement that counts every measure. Runs nothing, and knows no engine.

The facts are computed once, in a common table expression; then each branch of a UNION ALL reads them with
plain conditional counts, one branch for each date that measures are counted by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from stegvis.definitions.instrument import Instrument, Threshold, instrument, instruments
from stegvis.definitions.problems import ANXIETY_MEASURES
from stegvis.outcomes.measures.columns import branches, columns, kept, values
from stegvis.outcomes.measures.definition import Over
from stegvis.outcomes.measures.grouping import EPISODE_GROUPS, PERIODS, group_expression

RULE_SET = "nhs-tt-2.1"

_FACTS: dict[Over, str] = {"episodes": "episode_facts", "contacts": "contact_facts"}


@dataclass(frozen=True)
class Scope:
    """What to count of what the tables hold: one team, and days from `first` to `last`, both included.

    The days are those of each measure's own period. None leaves that side open. `episodes` is SQL of the
    caller's own, never a reader's words: a SELECT of the ids to count, where the columns do not say which.
    """

    team: str | None = None
    first: date | None = None
    last: date | None = None
    episodes: str | None = None


EVERYTHING = Scope()
NOTHING: Mapping[str, str] = {}


def statement(by: Sequence[str], scope: Scope = EVERYTHING, found: Mapping[str, str] = NOTHING) -> str:
    """The SQL of all measures by these groupings: a row is its branch, its groups, then `columns()`.

    `found` is SQL of the caller's own for episode_facts and contact_facts, where facts were found before: it reads
    `episodes` and `contacts`, and gives what the files of those names would, or as much of it as is counted by.
    """
    relations = [] if found else _judged_by()
    counted = [f"team = {_text(scope.team)}"] if scope.team is not None else []
    counted += [f"episode IN ({scope.episodes})"] if scope.episodes is not None else []
    if counted:
        # The tables behind this name are the caller's; within the statement it means the episodes in scope.
        relations.insert(0, ("episodes", f"SELECT * FROM episodes WHERE {' AND '.join(counted)}"))  # noqa: S608
    relations += [(name, found.get(name) or _sql(name)) for name in _FACTS.values()]
    return f"{_with(relations)}\n{over_facts(by, scope)}"


def over_facts(by: Sequence[str], scope: Scope = EVERYTHING) -> str:
    """The second half of the statement alone, where episode_facts and contact_facts are relations already."""
    return "\nUNION ALL\n".join(_select(number, by, scope) for number in range(len(branches())))


def over_wide_facts(by: Sequence[str]) -> list[str]:
    """The same over relations of these names as `wide_facts` shapes them: it only adds up what was decided there.

    A statement for each branch, to be run one after the other: together they would hold the groups of all at once.
    """
    selects = []
    for number, (branch, layout) in enumerate(zip(branches(), columns(), strict=True)):
        groups = [f"{branch.period}_{name}" if name in PERIODS else name for name in by]
        counted = [kept(column, branch.over) for column in layout]
        selects.append(_counted(number, groups, counted, branch.over, [f"{branch.period} IS NOT NULL"]))
    return selects


def wide_facts(over: Over, tables: Mapping[str, str]) -> str:
    """The facts with everything decided: groups, dates and their periods, and of each row what an aggregate takes.

    `tables` gives the query that stands behind each of the names episodes, contacts and scores.
    """
    name = _FACTS[over]
    dates = dict.fromkeys(branch.period for branch in branches() if branch.over == over)
    periods = [f"{group_expression(unit, date)} AS {date}_{unit}" for date in dates for unit in PERIODS]
    counted = [f"CAST({value} AS INTEGER) AS {column}" for value, column in values(over).items()]
    relations = [*(_judged_by() if over == "episodes" else []), *tables.items(), (name, _sql(name))]
    return f"{_with(relations)}\nSELECT {', '.join([*EPISODE_GROUPS, *dates, *periods, *counted])}\nFROM {name}"


def with_episode_facts(tables: Mapping[str, str]) -> str:
    """The WITH clause that ends in `episode_facts`, one row an episode, for a SELECT of the caller's own.

    `tables` gives the query that stands behind each of the names episodes, contacts and scores.
    """
    return _with([*_judged_by(), *tables.items(), ("episode_facts", _sql("episode_facts"))])


def _with(relations: Sequence[tuple[str, str]]) -> str:
    return "WITH " + ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in relations)


def _judged_by() -> list[tuple[str, str]]:
    return [("thresholds", _thresholds()), ("anxiety_measures", _anxiety_measures())]


def _select(number: int, by: Sequence[str], scope: Scope) -> str:
    branch = branches()[number]
    groups = [group_expression(name, branch.period) for name in by]
    conditions = [f"{branch.period} IS NOT NULL"]
    conditions += [f"{branch.period} >= DATE '{scope.first.isoformat()}'"] if scope.first else []
    conditions += [f"{branch.period} <= DATE '{scope.last.isoformat()}'"] if scope.last else []
    return _counted(number, groups, columns()[number], branch.over, conditions)


def _counted(number: int, groups: Sequence[str], counted: Sequence[str], over: Over, conditions: Sequence[str]) -> str:
    lines = [
        f"SELECT {', '.join([str(number), *groups, *counted])}",
        f"FROM {_FACTS[over]}",
        f"WHERE {' AND '.join(conditions)}",
        *([f"GROUP BY {', '.join(groups)}"] if groups else []),
    ]
    return "\n".join(lines)


def judged_instruments() -> list[Instrument]:
    """The instruments that the rule set judges, each in the newest version of its file."""
    newest = [instrument(name) for name in dict.fromkeys(each.id for each in instruments())]
    limits = [(each.caseness, each.reliable_change) for each in newest]
    return [
        each for each, both in zip(newest, limits, strict=True) if all(one and one.rule_set == RULE_SET for one in both)
    ]


def _thresholds() -> str:
    return "\nUNION ALL ".join(
        f"SELECT {_text(each.id)} AS instrument, {_limit('caseness', each.caseness)},"
        f" {_limit('change', each.reliable_change)}"
        for each in judged_instruments()
    )


def _limit(name: str, threshold: Threshold | None) -> str:
    assert threshold is not None
    above = "TRUE" if threshold.comparator == "above" else "FALSE"
    return f"CAST({threshold.value} AS DECIMAL(9, 3)) AS {name}, {above} AS {name}_above"


def _anxiety_measures() -> str:
    return "\nUNION ALL ".join(
        f"SELECT {_text(problem)} AS problem, {_text(measure)} AS instrument"
        for problem, measure in ANXIETY_MEASURES.items()
    )


@cache
def _sql(name: str) -> str:
    return files("stegvis.outcomes.measures").joinpath(f"{name}.sql").read_text("utf-8").strip()


def _text(value: str) -> str:
    """A text literal that every engine reads alike."""
    if "\\" in value:
        raise ValueError("A team's id cannot hold a backslash; engines read it differently.")
    return "'" + value.replace("'", "''") + "'"
