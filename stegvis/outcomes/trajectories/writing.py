"""A learnt norm as the text of its file, the way `definitions.trajectory` reads it."""

import json

from stegvis.definitions.instrument import Instrument
from stegvis.outcomes.trajectories.learning import Cell

HEAD = """\
# The expected course of {title}, edition {edition}. Frozen: what is learnt anew is a new edition.
# A row a session from the first: 10th percentile, median, 90th percentile, and the courses behind them.
instrument = {key}
edition = {edition}
cases = {cases}
# true: learnt from invented courses, and to be shown as such.
invented = {invented}
learnt_from = {source}
"""


def written(
    of: Instrument, learnt: list[tuple[int, list[Cell]]], *, edition: int, cases: int, invented: bool, source: str
) -> str:
    """The TOML of `stegvis/definitions/trajectories/INSTRUMENT@EDITION.toml`."""
    head = HEAD.format(
        title=of.title, key=json.dumps(of.key), edition=edition, cases=cases,
        invented=json.dumps(invented), source=json.dumps(source, ensure_ascii=False),
    )  # fmt: skip
    return head + "".join(_start(first, cells) for first, cells in learnt)


def _start(first: int, cells: list[Cell]) -> str:
    rows = "".join(f"  [{low}, {middle}, {high}, {cases}],\n" for low, middle, high, cases in cells)
    return f"\n[[starts]]\nfirst = {first}\nsessions = [\n{rows}]\n"
