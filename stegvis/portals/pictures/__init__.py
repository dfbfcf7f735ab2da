"""Charts: plain values in, inline SVG with a table out. Must not know a row, a request or a rule."""

from stegvis.portals.pictures.bars import bars, waits
from stegvis.portals.pictures.curve import Series, Span, curve
from stegvis.portals.pictures.days import Strip, days
from stegvis.portals.pictures.funnel import Limits, funnel
from stegvis.portals.pictures.months import run_chart
from stegvis.portals.pictures.spark import sparkline
from stegvis.portals.pictures.stair import stair

__all__ = [
    "Limits",
    "Series",
    "Span",
    "Strip",
    "bars",
    "curve",
    "days",
    "funnel",
    "run_chart",
    "sparkline",
    "stair",
    "waits",
]
