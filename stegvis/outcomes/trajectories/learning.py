"""From the scores of closed courses to a norm: percentiles by first score and session. Writes no file."""

from importlib.resources import files
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from stegvis.definitions.instrument import Instrument
from stegvis.definitions.trajectory.norm import FEWEST_CASES

Whole = NDArray[np.int64]
# The middle 80 % around the median (facts/measurement.md section 5, rule 2).
PERCENTILES = (0.1, 0.5, 0.9)
Cell = tuple[float, float, float, int]


class TooFewCases(ValueError):  # noqa: N818  (named as the reader says it)
    """There are not enough closed courses to learn from."""


def closed_scores(of: Instrument, connection: duckdb.DuckDBPyConnection) -> tuple[int, Whole, Whole, Whole]:
    """From a loaded data set: how many courses, and first score, session and score of each later score."""
    sql = files("stegvis.outcomes.trajectories").joinpath("closed_scores.sql").read_text("utf-8")
    found: dict[str, Any] = connection.execute(sql, [of.id]).fetchnumpy()
    columns = [np.asarray(found[name], dtype=np.int64) for name in ("baseline", "session", "score")]
    return len(set(found["episode"])), columns[0], columns[1], columns[2]


def learn(of: Instrument, baseline: Whole, session: Whole, score: Whole) -> list[tuple[int, list[Cell]]]:
    """By start (the instrument's published bands), a cell (low, middle, high, cases) for session 1, 2, …

    A cell with fewer than 50 courses takes in the neighbouring bands, one on each side at a time. Learning ends with
    the last session that has 50 in all. Raises TooFewCases where not even the first has, ValueError for an instrument
    whose score is not a whole number.
    """
    if of.scoring.decimals or not of.bands:
        raise ValueError(f"{of.title} has no whole scores with published bands, so no norm can be learnt.")
    firsts = [int(band.first) for band in of.bands]
    band = np.searchsorted(firsts, baseline, side="right") - 1
    reached = 0
    while np.count_nonzero(session == reached + 1) >= FEWEST_CASES:
        reached += 1
    if not reached:
        raise TooFewCases(
            f"{of.title} has fewer than {FEWEST_CASES} closed courses with a score after treatment began."
        )
    return [
        (first, [_cell(of, band[session == each] - place, score[session == each]) for each in range(1, reached + 1)])
        for place, first in enumerate(firsts)
    ]


def _cell(of: Instrument, distance: Whole, score: Whole) -> Cell:
    """Percentiles of the scores in the band (distance 0), or in as many neighbours as it takes."""
    reach = 0
    while np.count_nonzero(abs(distance) <= reach) < FEWEST_CASES:
        reach += 1
    within = score[abs(distance) <= reach]
    low, middle, high = (_percentile(within, int(of.range[1]), share) for share in PERCENTILES)
    return low, middle, high, len(within)


def _percentile(score: Whole, highest: int, share: float) -> float:
    """A percentile of whole scores, each spread evenly over the point it stands for.

    Without the spreading a limit is always a score that many have, and a band "of 80 %" holds 85 of 100.
    """
    reached = np.concatenate([[0.0], np.cumsum(np.bincount(score, minlength=highest + 1)) / len(score)])
    found = float(np.interp(share, reached, np.arange(highest + 2) - 0.5))
    return round(min(max(found, 0.0), float(highest)), 1)
