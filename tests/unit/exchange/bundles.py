"""A bundle to break: one invented organisation with two teams, counted and signed as the product does it."""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from stegvis.config.demo.municipalities import Municipality, write
from stegvis.exchange.bundle.family import FAMILY, Maker, content, groupings
from stegvis.exchange.bundle.signature import signed
from stegvis.outcomes.comparison.case_mix import Case, cases
from stegvis.outcomes.dataset import load
from stegvis.outcomes.measures import Row, measure_rows

YEAR = 2025
MADE_AT = datetime(2026, 2, 3, 8, 0, tzinfo=UTC)
PRIVATE = bytes(range(32))
PLACE = Municipality(
    "prove-kommune", "Prøve kommune", "Vest", "4299", (("nord", "Nord", 260, 0.1), ("sor", "Sør", 200, 0.0))
)
TEAMS = {"nord": "Rask hjelp Nord", "sor": "Rask hjelp Sør"}


@cache
def counted() -> tuple[Mapping[tuple[str, ...], list[Row]], list[Case]]:
    """The year of the place, in every table of the family."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as engine:
        write(Path(folder), YEAR, [PLACE], seed=4)
        load(Path(folder), engine)

        def run(sql: str) -> list[Any]:
            return engine.execute(sql).fetchall()

        return {groupings(name): measure_rows(run, groupings(name)) for name in FAMILY}, cases(run, YEAR)


def made(taking_part: Collection[str] = ("nord", "sor"), teams: Mapping[str, str] = TEAMS) -> dict[str, Any]:
    """The content of its bundle."""
    rows, finished = counted()
    maker = Maker(PLACE.slug, "NO", teams, frozenset(taking_part))
    return content(maker, YEAR, MADE_AT, lambda by: rows[tuple(by)], finished)


@cache
def _good() -> str:
    return json.dumps(made())


def good() -> dict[str, Any]:
    """A content of one's own to change."""
    return copy.deepcopy(json.loads(_good()))


def file(change: Callable[[dict[str, Any]], Any] | None = None, private: bytes = PRIVATE) -> bytes:
    """The signed file, changed before it is signed: only the shape can be wrong."""
    found = good()
    if change is not None:
        change(found)
    return signed(found, private).encode()
