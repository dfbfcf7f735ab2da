"""What the comparison page says: the funnel of the teams that take part, as they are or by their case mix."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.exchange.queries.nation import ComparedTeam
from stegvis.outcomes.comparison.case_mix import COMPARED, model
from stegvis.outcomes.comparison.funnel import Z_95, Z_998, Funnel, Point, Where, funnel
from stegvis.outcomes.measures import measure
from stegvis.portals import pictures
from stegvis.portals.pictures.drawing import table
from stegvis.portals.wording import NOTHING, figure, percent

WAYS = {"mix": gettext_lazy("Adjusted for who comes"), "counted": gettext_lazy("As counted")}
STANDS = {
    Where.WITHIN: gettext_lazy("As the others"),
    Where.BEYOND_95: gettext_lazy("Outside 95 %"),
    Where.BEYOND_998: gettext_lazy("Outside 99.8 %"),
}


def comparison_page(teams: Sequence[ComparedTeam], name: str, way: str, language: str) -> dict[str, Any]:
    of = measure(name)
    by_mix = way == "mix"
    kept = [team for team in teams if team.expected is not None or not by_mix]
    points = [_point(team, by_mix=by_mix) for team in kept]
    limits = funnel(points)
    shown: dict[str, Any] = {
        "title": of.title[language],
        "sentence": of.sentence[language],
        "by_mix": by_mix,
        "learnt_from": model().learnt_from,
    }
    if limits is None:
        return shown
    lines = list(zip(kept, points, strict=True))
    beyond = [team for team, point in lines if limits.where(point) is not Where.WITHIN]
    return {
        **shown,
        "heading": _heading(len(beyond)),
        "picture": _picture(of.title[language], lines, limits),
        "number": len(kept),
        "left_out": len(teams) - len(kept),
        "target": percent(round(100 * limits.target), 0),
    }


def _heading(beyond: int) -> str:
    return (
        _("Teams outside the limits: %(number)s") % {"number": beyond} if beyond else _("No team is outside the limits")
    )


def _point(team: ComparedTeam, *, by_mix: bool) -> Point:
    share = team.expected / 100 if by_mix and team.expected else None
    return Point(min(team.numerator, team.denominator), team.denominator, share)


def _picture(title: str, lines: Sequence[tuple[ComparedTeam, Point]], limits: Funnel) -> SafeString:
    def within(z: float) -> pictures.Limits:
        return lambda size: tuple(100 * share for share in limits.limits(size, z))  # type: ignore[return-value]

    desc = _(
        "Each ring is a team, further to the right the more it has finished. The line is what all have together, "
        "%(target)s. The inner band holds 95 of 100 teams that differ no more than teams do, the outer 998 of 1,000."
    ) % {"target": percent(round(100 * limits.target), 0)}
    dots = [
        (point.denominator, 100 * limits.standardised(point),
         "" if limits.where(point) is Where.WITHIN else team.team)
        for team, point in lines
    ]  # fmt: skip
    return pictures.funnel(
        title=title, desc=desc, dots=dots, target=100 * limits.target, wide=within(Z_998), narrow=within(Z_95),
        beside=_table(title, lines, limits),
    )  # fmt: skip


def _table(title: str, lines: Sequence[tuple[ComparedTeam, Point]], limits: Funnel) -> SafeString:
    heads = [
        _("Team"),
        _("Counted"),
        _("Out of"),
        title,
        _("Expected"),
        _("Observed to expected"),
        _("Where it stands"),
    ]
    rows = [
        (
            f"{team.team}, {team.sender}", figure(team.numerator), figure(team.denominator),
            percent(round(100 * point.rate), 0), percent(team.expected, 0), _ratio(point, limits),
            str(STANDS[limits.where(point)]),
        )
        for team, point in lines
    ]  # fmt: skip
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', title, table(heads, rows)
    )


def _ratio(point: Point, limits: Funnel) -> str:
    """1 is as expected; with what it may be by chance and by what teams differ anyway."""
    if not point.expected:
        return NOTHING
    ratio, low, high = (figure(round(each, 2), 2) for each in limits.ratio(point))
    return _("%(ratio)s (%(low)s to %(high)s)") % {"ratio": ratio, "low": low, "high": high}


def choices(name: str, way: str, year: int, language: str) -> dict[str, list[tuple[str, str, bool]]]:
    """The measures and the two ways to look, as links."""

    def link(measure_name: str, as_way: str) -> str:
        return f"?{urlencode({'year': year, 'measure': measure_name, 'as': as_way})}"

    return {
        "measures": [(measure(each).title[language], link(each, way), each == name) for each in COMPARED],
        "ways": [(str(label), link(name, code), code == way) for code, label in WAYS.items()],
    }
