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
# In the reader's words; the model's own file says it to whoever learns the next one.
LEARNT_FROM = {1: gettext_lazy("45,000 invented courses of one year, until there are real ones to learn from")}
STANDS = {
    Where.WITHIN: gettext_lazy("As the others"),
    Where.BEYOND_95: gettext_lazy("Outside 95 %"),
    Where.BEYOND_998: gettext_lazy("Outside 99.8 %"),
}


def comparison_page(
    teams: Sequence[ComparedTeam],
    name: str,
    way: str,
    language: str,
    *,
    own: Point | None = None,
    is_named: bool = True,
) -> dict[str, Any]:
    """`own` is one more team's point, as counted, that the limits are not made of."""
    of = measure(name)
    by_mix = way == "mix"
    kept = [team for team in teams if team.expected is not None or not by_mix]
    if not is_named:
        # In the order of names a place would tell whose it is.
        kept.sort(key=lambda team: (team.denominator, team.numerator))
    points = [_point(team, by_mix=by_mix) for team in kept]
    limits = funnel(points)
    shown: dict[str, Any] = {
        "title": of.title[language],
        "sentence": of.sentence[language],
        "by_mix": by_mix,
        "learnt_from": LEARNT_FROM[model().edition],
    }
    if limits is None:
        return shown
    names = [f"{team.team}, {team.sender}" if is_named else str(place) for place, team in enumerate(kept, 1)]
    short = [team.team if is_named else "" for team in kept]
    beyond = sum(limits.where(point) is not Where.WITHIN for point in points)
    return {
        **shown,
        "heading": _heading(beyond),
        "picture": _picture(of.title[language], list(zip(short, points, strict=True)), limits, own,
                            _table(of.title[language], list(zip(names, points, strict=True)), limits)),
        "number": len(kept),
        "left_out": len(teams) - len(kept),
        "target": percent(round(100 * limits.target), 0),
        "own": _own_sentence(own, limits) if own else "",
    }  # fmt: skip


def _heading(beyond: int) -> str:
    return (
        _("Teams outside the limits: %(number)s") % {"number": beyond} if beyond else _("No team is outside the limits")
    )


def _own_sentence(own: Point, limits: Funnel) -> str:
    said = {"share": percent(round(100 * own.rate), 0), "over": figure(own.numerator), "under": figure(own.denominator)}
    if limits.where(own) is Where.WITHIN:
        return _("Yours: %(share)s, %(over)s of %(under)s. It is within the limits, as the others are.") % said
    return _("Yours: %(share)s, %(over)s of %(under)s. It is outside the limits, for better or for worse.") % said


def _point(team: ComparedTeam, *, by_mix: bool) -> Point:
    share = team.expected / 100 if by_mix and team.expected else None
    return Point(min(team.numerator, team.denominator), team.denominator, share)


def _picture(
    title: str, lines: Sequence[tuple[str, Point]], limits: Funnel, own: Point | None, beside: SafeString
) -> SafeString:
    """The rings with a name are those outside the limits; where no team is named, none has one."""

    def within(z: float) -> pictures.Limits:
        return lambda size: tuple(100 * share for share in limits.limits(size, z))  # type: ignore[return-value]

    desc = _(
        "Each ring is a team, further to the right the more it has finished. The line is what all have together, "
        "%(target)s. The inner band holds 95 of 100 teams that differ no more than teams do, the outer 998 of 1,000."
    ) % {"target": percent(round(100 * limits.target), 0)}
    dots = [
        (point.denominator, 100 * limits.standardised(point), "" if limits.where(point) is Where.WITHIN else name)
        for name, point in lines
    ]
    return pictures.funnel(
        title=title, desc=desc, dots=dots, target=100 * limits.target, wide=within(Z_998), narrow=within(Z_95),
        beside=beside, own=(own.denominator, 100 * own.rate, _("Yours")) if own else None,
    )  # fmt: skip


def _table(title: str, lines: Sequence[tuple[str, Point]], limits: Funnel) -> SafeString:
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
            name, figure(point.numerator), figure(point.denominator), percent(round(100 * point.rate), 0),
            percent(round(100 * point.expected), 0) if point.expected else NOTHING, _ratio(point, limits),
            str(STANDS[limits.where(point)]),
        )
        for name, point in lines
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


def choices(name: str, way: str, year: int, language: str, anchor: str = "") -> dict[str, list[tuple[str, str, bool]]]:
    """The measures and the two ways to look, as links."""

    def link(measure_name: str, as_way: str) -> str:
        return f"?{urlencode({'year': year, 'measure': measure_name, 'as': as_way})}{anchor}"

    return {
        "measures": [(measure(each).title[language], link(each, way), each == name) for each in COMPARED],
        "ways": [(str(label), link(name, code), code == way) for code, label in WAYS.items()],
    }
