"""The measures: what every figure means, defined once, and how it is counted on any engine. No framework."""

from stegvis.outcomes.measures.definition import EDITION, MEASURES, Measure, measure
from stegvis.outcomes.measures.figures import mean, rate
from stegvis.outcomes.measures.grouping import GROUPINGS, UnknownGrouping, check_groupings
from stegvis.outcomes.measures.rows import Row, Run, measure_rows, measure_rows_of_facts
from stegvis.outcomes.measures.statement import EVERYTHING, Scope, statement, wide_facts, with_episode_facts

__all__ = [
    "EDITION",
    "EVERYTHING",
    "GROUPINGS",
    "MEASURES",
    "Measure",
    "Row",
    "Run",
    "Scope",
    "UnknownGrouping",
    "check_groupings",
    "mean",
    "measure",
    "measure_rows",
    "measure_rows_of_facts",
    "rate",
    "statement",
    "wide_facts",
    "with_episode_facts",
]
