"""What a service's clients lead to expect: the chance of each finished one by a logistic model, and learning it.

Indirect standardisation: the sum of these chances is what the service would have reached had its clients fared
as like clients do elsewhere. Predictors: registration data set 1 only (facts/measurement.md §5). The model is a file
of its own version; `python -m stegvis.outcomes.comparison.case_mix DIR` learns one from a data set and prints it.
"""

from __future__ import annotations

import math
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from stegvis.outcomes.measures import with_episode_facts
from stegvis.outcomes.measures.definition import measure

EDITION = 1
COMPARED = ("recovery", "reliable_improvement")
# Scores are counted from a middling start and in steps of ten, so that coefficients are of one size.
MIDDLE = {"phq-9": 14, "gad-7": 12}
GROUPS = ("problem", "age_band", "gender", "work_status_first")
# A ridge this weak only keeps a group that nobody, or only those who recovered, belong to from running away.
RIDGE, ROUNDS, SETTLED = 1.0, 50, 1e-9
LEAST_CASES = 1000  # about ten who reach it and ten who do not for each of some fifty coefficients


class Case(NamedTuple):
    """One finished episode as it stood at the start, and by measure whether it was reached (None: not counted)."""

    team: str
    phq: float | None
    gad: float | None
    groups: tuple[str, ...]  # in the order of GROUPS; unknown is the empty text
    reached: tuple[bool | None, ...]  # in the order of COMPARED


@dataclass(frozen=True)
class Model:
    """Coefficients by name: `phq-9`, `problem=panic` and so on; what the model has not met counts as nothing."""

    edition: int
    learnt_from: str
    coefficients: Mapping[str, Mapping[str, float]]  # by measure

    def expected(self, measure: str, case: Case) -> float:
        """The chance that such a client reaches it, 0 to 1."""
        known = self.coefficients[measure]
        score = sum(value * known.get(name, 0.0) for name, value in _features(case).items())
        return 1 / (1 + math.exp(-score))


@cache
def model() -> Model:
    """The model of this edition."""
    text = files("stegvis.outcomes.comparison").joinpath(f"case_mix_{EDITION}.toml").read_text("utf-8")
    found = tomllib.loads(text)
    return Model(found["edition"], found["learnt_from"], found["coefficients"])


def cases(run: Callable[[str], Iterable[Sequence[Any]]], year: int | None = None) -> list[Case]:
    """The finished episodes (of that year of discharge) of the tables that `run` reads, as `measure_rows` does."""
    flags = []
    for each in map(measure, COMPARED):
        flags.append(f"CASE WHEN {each.denominator} THEN COALESCE({each.numerator}, FALSE) END")
    when = f" AND EXTRACT(YEAR FROM f.discharged_on) = {int(year)}" if year is not None else ""
    groups = ", ".join(f"COALESCE(f.{name}, '')" for name in GROUPS)
    sql = f"""{with_episode_facts({})},
firsts AS (
    SELECT s.episode, s.instrument, s.score,
        ROW_NUMBER() OVER (PARTITION BY s.episode, s.instrument ORDER BY s.answered_at, s.answer) AS place
    FROM scores AS s JOIN episodes AS e ON e.episode = s.episode
    WHERE s.score IS NOT NULL AND s.answered_at IS NOT NULL AND s.instrument IN ('phq-9', 'gad-7')
        AND CAST(SUBSTRING(s.answered_at, 1, 10) AS DATE) <= e.discharged_on
)
SELECT f.team, phq.score, gad.score, {groups}, {", ".join(flags)}
FROM episode_facts AS f
LEFT JOIN firsts AS phq ON phq.episode = f.episode AND phq.instrument = 'phq-9' AND phq.place = 1
LEFT JOIN firsts AS gad ON gad.episode = f.episode AND gad.instrument = 'gad-7' AND gad.place = 1
WHERE f.finished{when}
ORDER BY f.episode"""  # noqa: S608
    return [_case(row) for row in run(sql)]


def _case(row: Sequence[Any]) -> Case:
    team, phq, gad, *rest = row
    groups, reached = tuple(rest[: len(GROUPS)]), tuple(rest[len(GROUPS) :])
    return Case(team or "", _points(phq), _points(gad), groups, reached)


def _points(score: Any) -> float | None:
    return None if score is None else float(score)


def _features(case: Case) -> dict[str, float]:
    found = {"start": 1.0}
    for name, score in (("phq-9", case.phq), ("gad-7", case.gad)):
        if score is None:
            found[f"{name} unknown"] = 1.0
        else:
            found[name] = (score - MIDDLE[name]) / 10
    return found | {f"{name}={value or 'unknown'}": 1.0 for name, value in zip(GROUPS, case.groups, strict=True)}


def learn(known: Sequence[Case], learnt_from: str) -> Model:
    """The model of these cases, by iteratively reweighted least squares; ValueError where there are too few."""
    return Model(
        EDITION, learnt_from, {name: _learn([(case, case.reached[place]) for case in known], name)
                               for place, name in enumerate(COMPARED)}
    )  # fmt: skip


def _learn(known: Sequence[tuple[Case, bool | None]], name: str) -> dict[str, float]:
    import numpy as np

    counted = [(_features(case), reached) for case, reached in known if reached is not None]
    if len(counted) < LEAST_CASES:
        raise ValueError(f"The model of {name} needs at least {LEAST_CASES} cases; there are too few.")
    names = sorted({feature for features, _ in counted for feature in features})
    rows = np.array([[features.get(feature, 0.0) for feature in names] for features, _ in counted])
    reached = np.array([float(bool(one)) for _, one in counted])
    ridge = np.diag([0.0 if feature == "start" else RIDGE for feature in names])
    weights = np.zeros(len(names))
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        spread = chance * (1 - chance)
        step = np.linalg.solve(rows.T @ (rows * spread[:, None]) + ridge, rows.T @ (reached - chance) - ridge @ weights)
        weights = weights + step
        if float(np.abs(step).max()) < SETTLED:
            return {feature: round(float(weight), 4) for feature, weight in zip(names, weights, strict=True)}
    raise ValueError(f"The model of {name} does not settle.")


def written(made: Model) -> str:
    """The model as its file."""
    lines = [f"edition = {made.edition}", f'learnt_from = "{made.learnt_from}"']
    for name, coefficients in made.coefficients.items():
        lines += ["", f"[coefficients.{name}]", *(f'"{key}" = {value}' for key, value in coefficients.items())]
    return "\n".join(lines) + "\n"


def main(folder: Path, learnt_from: str) -> None:
    """Learn from the data set in the folder and print the file."""
    import duckdb

    from stegvis.outcomes.dataset import load

    with duckdb.connect() as connection:
        load(folder, connection)
        known = cases(lambda sql: connection.execute(sql).fetchall())
    sys.stdout.write(written(learn(known, learnt_from)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
