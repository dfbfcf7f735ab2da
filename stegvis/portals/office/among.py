"""Where the organisation's teams stand among the nation's, for its managers: a way to the nation's own page.

The figures are those the manager sees anyway; no row of another organisation is read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from stegvis.definitions import clock
from stegvis.exchange.queries.arrivals import teams_taking_part
from stegvis.outcomes.comparison.case_mix import COMPARED
from stegvis.outcomes.measures import EDITION
from stegvis.outcomes.queries.results import Figure, names_within, published_figures
from stegvis.people.models import Role
from stegvis.people.queries.teams import national_bodies
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.periods import whole_quarters
from stegvis.portals.office.told import Told

Place = tuple[str, str, str, str]  # team, measure, its figure in words, address


@staff(Role.MANAGER)
@require_safe
def among_page(request: StaffRequest) -> HttpResponse:
    actor = request.actor
    period = whole_quarters(clock.today(actor.zone))
    figures = published_figures(actor, first=period.first, last=period.last)
    bodies, agreed = national_bodies(actor.country), teams_taking_part(actor)
    names, _municipalities = names_within(actor)
    shown = {
        "bodies": [(name, places(figures, {slug: names[slug] for slug in agreed}, body)) for name, body in bodies],
        "period": period,
        "edition": EDITION,
    }
    return render(request, "office/among.html", shown)


def places(figures: Sequence[Figure], names: Mapping[str, str], body: str) -> list[Place]:
    """The compared figures that are shown of the teams in `names`, each with where the nation's page places it."""
    address = reverse("nation:shown", kwargs={"team": body})
    return [
        (names[one.group[0]], one.title, Told.of(one).line,
         f"{address}?{urlencode({'measure': one.name, 'counted': one.numerator, 'of': one.denominator})}#comparison")
        for one in sorted(figures, key=lambda one: names.get(one.group[0], ""))
        if one.name in COMPARED and one.group[0] in names and not one.is_hidden and one.value is not None
    ]  # fmt: skip
