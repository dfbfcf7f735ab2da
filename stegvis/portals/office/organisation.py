"""The organisation's results for its managers: as a whole, team by team and municipality by municipality.

Only published figures, of the one fixed period, so that there is nothing to set them against. Ranks nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.definitions import clock
from stegvis.outcomes.measures import EDITION, measure
from stegvis.outcomes.queries.results import Figure, names_and_trained, organisation_results
from stegvis.people.models import Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.periods import whole_quarters
from stegvis.portals.office.results import HEADLINES, finding
from stegvis.portals.office.told import Told
from stegvis.portals.office.training.words import trained_figure
from stegvis.portals.wording import NOTHING

# Beside the five headlines what a municipality is asked for: how long people wait.
SHOWN = (*HEADLINES, "wait_treatment")

Line = tuple[str, list[tuple[str, str]]]


@staff(Role.MANAGER)
@require_safe
def organisation_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    period = whole_quarters(clock.today(actor.zone))
    assert period.first is not None
    assert period.last is not None
    found = organisation_results(actor, first=period.first, last=period.last)
    teams, municipalities, trained = names_and_trained(actor)
    told = {one.name: Told.of(one) for one in found.whole}
    titles = {name: measure(name).title[actor.language] for name in SHOWN}
    shown = {
        "finding": finding(told.get("reliable_improvement")),
        "headlines": [told[name] for name in HEADLINES if name in told],
        "is_counted": bool(found.whole),
        "trained": trained_figure(trained),
        "heads": list(titles.values()),
        "tables": [
            (_("Team by team"), _("Team"), lines(found.teams, teams, titles)),
            (_("Municipality by municipality"), _("Municipality"),
             lines(found.municipalities, municipalities, titles)),
        ],
        "period": period,
        "edition": EDITION,
        "counted_at": clock.now(),
    }  # fmt: skip
    return render(request, "office/organisation.html", shown)


def lines(figures: Sequence[Figure], names: Mapping[str, str], titles: Mapping[str, str]) -> list[Line]:
    """A line for each group, in the order of names; what is not known stands last. Each cell has its heading."""
    by_group: dict[str, dict[str, str]] = {}
    for one in figures:
        by_group.setdefault(one.group[0], {})[one.name] = Told.of(one).line
    named = {code: names.get(code, code) or _("Not known") for code in by_group}
    return [
        (named[code], [(titles[name], by_group[code].get(name, NOTHING)) for name in SHOWN])
        for code in sorted(by_group, key=lambda code: (code == "", named[code]))
    ]
