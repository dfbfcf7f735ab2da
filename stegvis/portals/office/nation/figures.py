"""What the pages of the nation say: summed figures in words, regions with their organisations, and the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from stegvis.exchange.queries.nation import Summed
from stegvis.outcomes.disclosure import HIDDEN
from stegvis.outcomes.measures import measure
from stegvis.outcomes.queries.results import Figure
from stegvis.portals.office.results import HEADLINES, finding
from stegvis.portals.office.told import Told as Words

# What is shown over time, and to everybody.
SHOWN = (*HEADLINES, "wait_assessment", "wait_treatment")
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


def line_of(one: Summed, language: str) -> Line:
    return Line(_words(one, language), one.counted, one.asked)


def nation_page(found: Sequence[Summed], language: str) -> dict[str, Any]:
    lines = {one.measure.name: line_of(one, language) for one in found}
    improvement = lines.get("reliable_improvement")
    return {
        "finding": finding(improvement.words if improvement else None),
        "headlines": [lines[name] for name in HEADLINES if name in lines],
        "shown": [lines[name] for name in SHOWN if name in lines],
        "lines": list(lines.values()),
        "organisations": max((one.asked for one in found), default=0),
    }


def places_page(
    regions: Mapping[str, Sequence[Summed]], chosen: str, senders: Mapping[str, Sequence[Summed]], language: str
) -> dict[str, Any]:
    """Each region summed, then the organisations of the chosen one; each cell with its heading for narrow screens."""
    return {
        **regions_table(regions, language),
        "region": chosen,
        "organisations": [(name, _cells(sums, language)) for name, sums in senders.items()],
    }


def regions_table(regions: Mapping[str, Sequence[Summed]], language: str) -> dict[str, Any]:
    return {
        "regions": [(name, _cells(sums, language)) for name, sums in regions.items()],
        "heads": [measure(name).title[language] for name in IN_PLACES],
    }


def _cells(sums: Sequence[Summed], language: str) -> list[tuple[str, str]]:
    found = {one.measure.name: _words(one, language) for one in sums}
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


def chosen_of(written: str | None, names: Sequence[str]) -> str:
    """The name asked for if there is one; else the first."""
    return next((name for name in names if name == written), names[0] if names else "")


def region_links(names: Sequence[str], chosen: str, year: int | None) -> list[tuple[str, str, bool]]:
    return [(name, f"?{urlencode({'year': year, 'region': name})}", name == chosen) for name in names]
