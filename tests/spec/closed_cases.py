"""Invented closed courses by the recipe of facts/measurement.md section 5, as arrays or as a registration data set.

The norms that ship were learnt from `SHIPPED`; a test learns them again and holds the files to it.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from stegvis.definitions.registration import CONTACTS, EPISODES, SCORES

MOST_SESSIONS = 14
SHIPPED = {"courses": 30_000, "seed": 2026}


@dataclass(frozen=True)
class Cases:
    """`scores[instrument][course, session]`; a course was there for sessions 0 to `stayed`."""

    scores: dict[str, NDArray[np.int64]]
    stayed: NDArray[np.int64]

    def columns(self, instrument: str) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """First score, session and score of every score after the first."""
        course, before = np.nonzero(np.arange(1, MOST_SESSIONS + 1) <= self.stayed[:, None])
        score = self.scores[instrument]
        return score[course, 0], before + 1, score[course, before + 1]


def invented_cases(courses: int, seed: int) -> Cases:
    """Two classes: 65 % respond and end at .36 of their start, SD 3.0; the rest end half a point lower, SD 4.2.

    The way there is log-linear in the session; between start and end a score wobbles by 1.2. One in six leaves
    in the first half.
    """
    rng = np.random.default_rng(seed)
    first, other = rng.standard_normal((2, courses))
    starts = {
        "phq-9": (14.9 + 5.0 * first, 27, 1.0),
        "gad-7": (12.1 + 4.6 * (0.68 * first + np.sqrt(1 - 0.68**2) * other), 21, 0.85),
    }
    responds = rng.random(courses) < 0.65
    shared, own = rng.standard_normal((2, courses))
    rest = {"phq-9": shared, "gad-7": 0.6 * shared + 0.8 * own}
    planned = np.clip(np.rint(np.exp(rng.normal(np.log(6), 0.45, courses))), 2, MOST_SESSIONS).astype(np.int64)
    early = 1 + (rng.random(courses) * np.maximum(1, planned // 2)).astype(np.int64)
    stayed = np.where(rng.random(courses) < 0.83, planned, early)
    session = np.arange(MOST_SESSIONS + 1)
    way = np.log(session + 1) / np.log(planned[:, None] + 1)
    between = (session > 0) & (session != planned[:, None])
    scores = {}
    for name, (drawn, highest, scale) in starts.items():
        start = np.clip(drawn, 0, highest)
        end = np.where(responds, 0.36 * start, start - 0.5) + scale * np.where(responds, 3.0, 4.2) * rest[name]
        wobble = between * rng.normal(0, 1.2 * scale, between.shape)
        path = start[:, None] + (end - start)[:, None] * way + wobble
        scores[name] = np.clip(np.rint(path), 0, highest).astype(np.int64)
    return Cases(scores, stayed)


# A score is given before the talk of the same day: with k contacts before it, on the day of contact k + 1.
TABLES = {
    "episodes": "SELECT 'e' || course AS episode, DATE '2024-01-01' AS received_on,"
    " DATE '2024-01-22' + 7 * CAST(stayed AS INTEGER) AS discharged_on, 'completed' AS discharge_reason FROM courses",
    "contacts": "SELECT 'c' || course || '-' || k AS contact, 'e' || course AS episode,"
    " DATE '2024-01-15' + 7 * CAST(k AS INTEGER) AS \"on\", 'treatment' AS purpose, 'attended' AS attendance"
    " FROM courses, range(1, 15) AS r(k) WHERE k <= stayed",
    "scores": "SELECT 'a' || course || '-' || k || instrument AS answer, 'e' || course AS episode, instrument,"
    " strftime(DATE '2024-01-22' + 7 * CAST(k AS INTEGER), '%Y-%m-%dT08:00:00') AS answered_at, score FROM points",
}


def write(cases: Cases, folder: Path) -> None:
    """The same as registration data set 1, as Parquet; what the recipe does not say is unknown."""
    with duckdb.connect() as engine:
        courses = {"course": np.arange(len(cases.stayed)), "stayed": cases.stayed}
        engine.register("courses", courses)
        points: list[str] = []
        for name, scores in cases.scores.items():
            course, k = np.nonzero(np.arange(MOST_SESSIONS + 1) <= cases.stayed[:, None])
            given = {"course": course, "k": k, "score": scores[course, k]}
            engine.register(f"p{len(points)}", given)
            points.append(f"SELECT '{name}' AS instrument, * FROM p{len(points)}")
        engine.execute(f"CREATE TABLE points AS {' UNION ALL '.join(points)}")
        for table, columns in (("episodes", EPISODES), ("contacts", CONTACTS), ("scores", SCORES)):
            engine.execute(f"CREATE TABLE {table} AS {TABLES[table]}")
            there = {row[0] for row in engine.execute(f"DESCRIBE {table}").fetchall()}
            named = ", ".join(
                f'"{each}"' if each in there else f'CAST(NULL AS VARCHAR) AS "{each}"' for each in columns
            )
            engine.execute(f"COPY (SELECT {named} FROM {table}) TO '{folder / table}.parquet' (FORMAT parquet)")
