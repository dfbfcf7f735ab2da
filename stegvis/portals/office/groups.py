"""What the page of groups says: one measure for each group of the team, beside the whole team. It ranks nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.definitions.registration import AgeBand, Gender, Language, Level, Problem, Source, WorkStatus, label
from stegvis.outcomes.measures import MEASURES
from stegvis.outcomes.queries.results import Figure
from stegvis.portals import pictures
from stegvis.portals.office.periods import LABELS, Period
from stegvis.portals.office.told import Told, number_of

# The groupings of MEASURES.md that differ inside a team, and the codes of each in the order they are shown.
CODES: Mapping[str, type[StrEnum] | None] = {
    "problem": Problem,
    "level": Level,
    "source": Source,
    "age_band": AgeBand,
    "gender": Gender,
    "language": Language,
    "work_status_first": WorkStatus,
    "municipality": None,
}
NAMES = {
    "problem": gettext_lazy("Problem"),
    "level": gettext_lazy("Level of care"),
    "source": gettext_lazy("Who made contact"),
    "age_band": gettext_lazy("Age"),
    "gender": gettext_lazy("Gender"),
    "language": gettext_lazy("Language"),
    "work_status_first": gettext_lazy("Work at the start"),
    "municipality": gettext_lazy("Municipality"),
}
USUAL = "recovery"


def chosen_measure(name: str | None) -> str:
    """The measure of that name; an unknown one is recovery."""
    return name if name in {each.name for each in MEASURES} else USUAL


def links(team: str, grouping: str, measure: str, period: Period) -> list[tuple[str, str, bool]]:
    """The same measure and period by every other grouping."""
    kept = urlencode({"measure": measure, "period": period.code})
    return [
        (str(name), f"{reverse('office:groups', kwargs={'team': team, 'grouping': code})}?{kept}", code == grouping)
        for code, name in NAMES.items()
    ]


def group_page(
    *,
    grouping: str,
    figures: Sequence[Figure],
    whole: Sequence[Figure],
    period: Period,
    measure: str,
    language: str,
    places: Mapping[str, str],
) -> dict[str, Any]:
    """`figures` are of every group, `whole` of the team; `places` the names of municipalities by code."""
    name_of = _namer(grouping, language, places)
    told = [(name_of(one.group[0]), Told.of(one)) for one in sorted(_of(figures, measure), key=_order(grouping))]
    team = next(map(Told.of, _of(whole, measure)), None)
    asked = next(each for each in MEASURES if each.name == measure)
    bars = pictures.bars(
        title=asked.title[language],
        rows=[(name, number_of(one.figure), one.value) for name, one in told],
        highest=100 if asked.kind == "rate" else None,
    )
    return {
        "title": asked.title[language],
        "sentence": asked.sentence[language],
        "grouping_name": NAMES[grouping],
        "rows": told,
        "whole": team,
        "bars": bars if told else "",
        "edition": team.figure.edition if team else None,
        "measures": [(each.name, each.title[language], each.name == measure) for each in MEASURES],
        "periods": [(code, name, code == period.code) for code, name in LABELS.items()],
    }


def _of(figures: Sequence[Figure], measure: str) -> list[Figure]:
    return [one for one in figures if one.name == measure]


def _order(grouping: str) -> Callable[[Figure], tuple[bool, int, str]]:
    """As the code list has them, never by the figure; what is not known stands last."""
    codes = [str(code) for code in CODES[grouping] or ()]

    def place(one: Figure) -> tuple[bool, int, str]:
        code = one.group[0]
        return code == "", codes.index(code) if code in codes else len(codes), code

    return place


def _namer(grouping: str, language: str, places: Mapping[str, str]) -> Callable[[str], str]:
    codes = CODES[grouping]

    def name(code: str) -> str:
        if code == "":
            return _("Not known")
        return label(codes(code), language) if codes else places.get(code, code)

    return name
