"""What the page of the nation over time says: a run chart a measure, of the nation or of one region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.exchange.queries.nation import Summed
from stegvis.portals import pictures
from stegvis.portals.office.nation.figures import SHOWN, Line, line_of
from stegvis.portals.office.results import Chart
from stegvis.portals.office.told import number_of
from stegvis.portals.pictures.drawing import table
from stegvis.portals.pictures.months import step_heading, step_name
from stegvis.portals.wording import NOTHING

STEPS = {"quarter": gettext_lazy("By quarter"), "year": gettext_lazy("By year")}
Series = Sequence[tuple[date, Line | None]]


def over_time_page(found: Mapping[str, Sequence[Summed]], step: str, language: str) -> dict[str, Any]:
    """A chart for each measure with figures in two steps at least: one point is no course."""
    starts = _starts(found, step)
    charts = []
    lines = {code: {one.measure.name: line_of(one, language) for one in sums} for code, sums in found.items()}
    for name in SHOWN:
        series = [(on, lines.get(code, {}).get(name)) for code, on in starts]
        if sum(_value(line) is not None for _on, line in series) >= 2:
            charts.append(_chart(name, series, step))
    return {"charts": charts, "steps": len(starts)}


def _starts(found: Mapping[str, Sequence[Summed]], step: str) -> list[tuple[str, date]]:
    """Every step from the first to the last that is known, also those between of which no bundle is here."""
    known = sorted(found)
    if not known:
        return []
    first, last = int(known[0][:4]), int(known[-1][:4])
    if step == "year":
        return [(str(year), date(year, 1, 1)) for year in range(first, last + 1)]
    return [
        (f"{year}-Q{number}", date(year, 3 * number - 2, 1))
        for year in range(first, last + 1)
        for number in (1, 2, 3, 4)
    ]


def _value(line: Line | None) -> Any:
    return number_of(line.words.figure) if line else None


def _chart(name: str, series: Series, step: str) -> Chart:
    of = next(line.words.figure for _on, line in series if line)
    points = [(on, _value(line)) for on, line in series]
    is_share = of.kind == "rate"
    highest = 100 if is_share and max(value for _on, value in points if value is not None) > 50 else None
    unit = "%" if is_share else _("days") if of.kind == "median" else ""
    picture = pictures.run_chart(
        title=of.title, points=points, unit=unit, highest=highest, key=name, step=step,
        beside=_beside(of.title, series, step),
    )  # fmt: skip
    return Chart(of.title, of.sentence, picture)


def _beside(title: str, series: Series, step: str) -> SafeString:
    """The same figures as a table: what was counted, and how many organisations it is made of."""
    words = (_("Value"), _("Counted"), _("Out of"), _("Missing"), _("Made of"))
    rows = [(step_name(on, step), (*line.words.cells, line.behind) if line else (NOTHING,) * 5) for on, line in series]
    has = [place for place in range(5) if any(cells[place] not in ("", NOTHING) for _name, cells in rows)]
    told = table(
        [step_heading(step), *(words[place] for place in has)],
        [(name, *(cells[place] for place in has)) for name, cells in rows],
    )
    return format_html('<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', title, told)


def choices(step: str, region: str, regions: Sequence[str]) -> dict[str, list[tuple[str, str, bool]]]:
    """The steps, and the nation or one region, as links."""

    def link(code: str, of: str) -> str:
        return f"?{urlencode({'by': code, **({'region': of} if of else {})})}"

    places = [("", _("The whole nation")), *((name, name) for name in regions)]
    return {
        "filters": [(str(label), link(code, region), code == step) for code, label in STEPS.items()],
        "places": [(label, link(step, name), name == region) for name, label in places],
    }
