"""One row's course in a table: the instrument's whole range, the same scale in every row, few bytes."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from stegvis.portals.pictures.drawing import Number
from stegvis.portals.wording import figure


def sparkline(
    values: Sequence[Number],
    *,
    highest: Number,
    caseness: Number | None = None,
    places: int = 12,
    label: str = "",
) -> SafeString:
    """The scores oldest first; only the latest `places` + 1 are drawn. The stylesheet turns the axis up."""
    drawn = list(values)[-(places + 1) :]
    top = max([highest, *drawn], key=float)
    case = format_html('<path class="case" d="M0 {}h{}"/>', caseness, places) if caseness is not None else ""
    # Each step from the one before: steps repeat from row to row, and repetition is what compression is good at.
    steps = (f"l1 {float(now) - float(before):g}" for before, now in pairwise(drawn))
    way = f"M0 {drawn[0]}{''.join(steps)}" if drawn else ""
    line = format_html('<path class="line" d="{}"/>', way) if len(drawn) > 1 else ""
    dot = format_html('<path class="dot" d="M{} {}h0"/>', len(drawn) - 1, drawn[-1]) if drawn else ""
    return format_html(
        '<svg class="spark" viewBox="0 -{} {} {}" preserveAspectRatio="none" role="img" aria-label="{}">'
        "{}{}{}</svg>",
        top, places, top, label or _spoken(values), case, line, dot,
    )  # fmt: skip


def _spoken(values: Sequence[Number]) -> str:
    if not values:
        return gettext("No answers yet")
    if len(values) == 1:
        return figure(values[0])
    return gettext("From %(before)s to %(now)s") % {"before": figure(values[0]), "now": figure(values[-1])}
