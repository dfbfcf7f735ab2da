"""What a national body shows everybody, and its switch: the sums, the regions, and the funnel with no team named.

Whoever has a team's own published figures can ask where they stand among the others; they are kept nowhere.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.exchange.actions.show_nation import show_nation
from stegvis.exchange.queries.nation import by_region, compared, nation, shown_now, years
from stegvis.outcomes.comparison.case_mix import COMPARED
from stegvis.outcomes.comparison.funnel import Point
from stegvis.outcomes.disclosure import ENOUGH
from stegvis.outcomes.measures import EDITION
from stegvis.people.models import NotFound, Role
from stegvis.portals.guard import StaffRequest, public_nation, staff
from stegvis.portals.office.nation.comparison import WAYS, choices, comparison_page
from stegvis.portals.office.nation.figures import IN_PLACES, chosen_year, nation_page, regions_table, year_links
from stegvis.portals.see_other import see_other


class OwnForm(forms.Form):
    """A team's own published figures, to be placed among the others."""

    use_required_attribute = False
    counted = forms.IntegerField(label=gettext_lazy("How many reached it"), min_value=0, max_value=1_000_000)
    of = forms.IntegerField(label=gettext_lazy("Out of how many"), min_value=ENOUGH, max_value=1_000_000)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("counted", 0) > given.get("of", ENOUGH):
            self.add_error("counted", _("No more can reach it than there are in all."))
        return given

    @property
    def point(self) -> Point | None:
        """Nothing where nothing, or nothing sensible, was written."""
        if not self.is_bound or not self.is_valid():
            return None
        return Point(self.cleaned_data["counted"], self.cleaned_data["of"])


@public_nation
@require_safe
def shown_page(request: Any) -> HttpResponse:
    actor, asked = request.actor, request.GET
    known = years(actor)
    year = chosen_year(asked.get("year"), known)
    form = OwnForm(asked) if "of" in asked else OwnForm()
    shown: dict[str, Any] = {"year": year, "edition": EDITION, "form": form, "home": reverse("public:teams")}
    if year:
        name = asked["measure"] if asked.get("measure") in COMPARED else COMPARED[0]
        # What clients lead to expect is not among a team's own figures, so those are set beside others as counted.
        way = "counted" if form.point else asked["as"] if asked.get("as") in WAYS else "mix"
        teams = compared(actor, year, name)
        shown |= {
            **nation_page(nation(actor, year), actor.language),
            **regions_table(by_region(actor, year, IN_PLACES), actor.language),
            "comparison": comparison_page(teams, name, way, actor.language, own=form.point, is_named=False),
            "measure": name,
            "filters": year_links(known, year),
            **choices(name, way, year, actor.language, "#comparison"),
        }
    return render(request, "public/nation.html", shown)


@staff(Role.MANAGER, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def switch_page(request: StaffRequest) -> HttpResponse:
    if not request.team.is_national:
        raise NotFound
    if request.method == "POST":
        row = show_nation(by=request.actor, is_on=request.POST.get("show") == "yes")
        told = _("The nation's figures are open to everybody.") if row.is_on else _("The page is closed.")
        messages.success(request, told)
        return see_other("office:nation_switch", team=request.team.slug)
    is_on, since = shown_now(request.actor)
    return render(request, "office/nation/switch.html", {"is_on": is_on, "since": since})
