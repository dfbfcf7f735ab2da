"""What the pages of the nation say: summed figures in words, regions with their organisations, and the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from stegvis.exchange.queries.nation import Summed, Told, summed
from stegvis.outcomes.disclosure import HIDDEN
from stegvis.outcomes.queries.results import Figure
from stegvis.portals.office.results import HEADLINES, finding
from stegvis.portals.office.told import Told as Words

IN_PLACES = ("started", "finished", "recovery", "reliable_improvement", "wait_treatment")


@dataclass(frozen=True)
class Line:
    """One measure of the nation in words, and how many of the organisations it is made of."""

    words: Words
    counted: int
    asked: int

    @property
    def behind(self) -> str:
        return _("%(counted)s of %(asked)s organisations") % {"counted": self.counted, "asked": self.asked}


def nation_page(rows: Sequence[Told], language: str) -> dict[str, Any]:
    lines = {one.measure.name: Line(_words(one, language), one.counted, one.asked) for one in summed(rows)}
    found = lines.get("reliable_improvement") if rows else None
    return {
        "finding": finding(found.words if found else None),
        "headlines": [lines[name] for name in HEADLINES] if rows else [],
        "lines": list(lines.values()) if rows else [],
        "organisations": len({row.sender for row in rows}),
    }


def places_page(rows: Sequence[Told], language: str) -> dict[str, Any]:
    """Each region summed, its organisations under it; each cell with its heading for narrow screens."""
    regions = []
    for region, of in groupby(rows, key=lambda row: row.region):
        within = list(of)
        organisations = [(name, _cells(list(own), language)) for name, own in groupby(within, lambda row: row.sender)]
        regions.append((region, _cells(within, language), organisations))
    titles = {one.measure.name: one.measure.title[language] for one in summed(rows)}
    return {"regions": regions, "heads": [titles[name] for name in IN_PLACES]}


def _cells(rows: Sequence[Told], language: str) -> list[tuple[str, str]]:
    found = {one.measure.name: _words(one, language) for one in summed(rows)}
    return [(found[name].figure.title, found[name].line) for name in IN_PLACES]


def _words(one: Summed, language: str) -> Words:
    value = one.value if one.value is not None or not one.asked else HIDDEN
    return Words.of(
        Figure(
            name=one.measure.name,
            title=one.measure.title[language],
            sentence=one.measure.sentence[language],
            kind=one.measure.kind,
            numerator=one.numerator,
            denominator=one.denominator,
            value=Decimal(value) if one.measure.kind == "rate" and isinstance(value, int) else value,
            missing=one.missing,
        )
    )


def chosen_year(written: str | None, years: Sequence[int]) -> int | None:
    """The year asked for if there is one; else the last."""
    return next((year for year in years if str(year) == written), years[0] if years else None)


def year_links(years: Sequence[int], chosen: int | None, **kept: str) -> list[tuple[str, str, bool]]:
    return [(str(year), f"?{urlencode({'year': year, **kept})}", year == chosen) for year in years]
