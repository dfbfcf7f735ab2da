"""Views of a national body. A team that treats people has none of these pages: 404, as for what does not exist."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.exchange.actions.receive_bundle import receive_bundle
from stegvis.exchange.actions.take_part import take_part
from stegvis.exchange.bundle.refusal import sentence
from stegvis.exchange.bundle.shape import LARGEST
from stegvis.exchange.models import RefusedBundle
from stegvis.exchange.queries.arrivals import arrivals, participation
from stegvis.exchange.queries.nation import by_region, by_sender, compared, over_time, regions, years
from stegvis.exchange.queries.nation import nation as nation_figures
from stegvis.outcomes.comparison.case_mix import COMPARED
from stegvis.outcomes.measures import EDITION
from stegvis.people.models import NotFound, Role
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.nation.comparison import WAYS, choices, comparison_page
from stegvis.portals.office.nation.figures import (
    IN_PLACES,
    SHOWN,
    chosen_of,
    chosen_year,
    nation_page,
    places_page,
    region_links,
    year_links,
)
from stegvis.portals.office.nation.over_time import choices as over_time_choices
from stegvis.portals.office.nation.over_time import over_time_page
from stegvis.portals.see_other import see_other

READERS = (Role.MANAGER, Role.ADMINISTRATOR)


class BundleForm(forms.Form):
    """One file."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("File with the bundle"),
        error_messages={"required": gettext_lazy("Choose the file that the organisation has sent.")},
    )


@staff(*READERS)
@require_safe
def nation(request: StaffRequest) -> HttpResponse:
    _only_national(request)
    known = years(request.actor)
    year = chosen_year(request.GET.get("year"), known)
    found = nation_figures(request.actor, year) if year else []
    shown = {**nation_page(found, request.actor.language), "year": year, "edition": EDITION,
             "filters": year_links(known, year)}  # fmt: skip
    return render(request, "office/nation/nation.html", shown)


@staff(*READERS)
@require_safe
def places(request: StaffRequest) -> HttpResponse:
    _only_national(request)
    known = years(request.actor)
    year = chosen_year(request.GET.get("year"), known)
    known_regions = by_region(request.actor, year, IN_PLACES) if year else {}
    region = chosen_of(request.GET.get("region"), list(known_regions))
    senders = by_sender(request.actor, year, IN_PLACES, region) if year and region else {}
    shown = {**places_page(known_regions, region, senders, request.actor.language), "year": year, "edition": EDITION,
             "filters": year_links(known, year, region=region),
             "region_filters": region_links(list(known_regions), region, year)}  # fmt: skip
    return render(request, "office/nation/places.html", shown)


@staff(*READERS)
@require_safe
def nation_over_time(request: StaffRequest) -> HttpResponse:
    _only_national(request)
    known, region = regions(request.actor), request.GET.get("region", "")
    region = region if region in known else ""
    step = "year" if request.GET.get("by") == "year" else "quarter"
    found = over_time(request.actor, SHOWN, step, region)
    shown = {**over_time_page(found, step, request.actor.language), **over_time_choices(step, region, known),
             "region": region, "edition": EDITION}  # fmt: skip
    return render(request, "office/nation/over_time.html", shown)


@staff(*READERS)
@require_safe
def comparison(request: StaffRequest) -> HttpResponse:
    _only_national(request)
    known = years(request.actor)
    year = chosen_year(request.GET.get("year"), known)
    wanted, way = request.GET.get("measure", ""), request.GET.get("as", "")
    name = wanted if wanted in COMPARED else COMPARED[0]
    way = way if way in WAYS else "mix"
    language = request.actor.language
    teams = compared(request.actor, year, name) if year else []
    shown = {**comparison_page(teams, name, way, language), "year": year, "edition": EDITION,
             "filters": year_links(known, year, measure=name, **{"as": way}),
             **(choices(name, way, year, language) if year else {})}  # fmt: skip
    return render(request, "office/nation/comparison.html", shown)


@staff(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def bundles(request: StaffRequest) -> HttpResponse:
    _only_national(request)
    form = BundleForm(request.POST, request.FILES) if request.method == "POST" else BundleForm()
    if form.is_bound and form.is_valid():
        answer = receive_bundle(by=request.actor, file=form.cleaned_data["file"].read(LARGEST + 1))
        if not isinstance(answer, RefusedBundle):
            messages.success(request, _("The bundle is taken in, and the nation is counted anew with it."))
            return see_other("office:nation_bundles", team=request.team.slug)
        form.add_error("file", sentence(answer.reason, answer.place))
    found = arrivals(request.actor)
    refused = [(row, sentence(row.reason, row.place)) for row in found.refused]
    shown = {"form": form, "found": found, "refused": refused}
    return render(request, "office/nation/bundles.html", shown, status=422 if form.errors else 200)


@staff(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def taking_part(request: StaffRequest) -> HttpResponse:
    if request.team.is_national:
        raise NotFound
    is_on, since = participation(request.actor)
    if request.method == "POST":
        row = take_part(by=request.actor, is_on=request.POST.get("take_part") == "yes")
        told = _("The team takes part in comparisons.") if row.is_on else _("The team takes no part in comparisons.")
        messages.success(request, told)
        return see_other("office:taking_part", team=request.team.slug)
    return render(request, "office/nation/taking_part.html", {"is_on": is_on, "since": since})


def _only_national(request: StaffRequest) -> None:
    if not request.team.is_national:
        raise NotFound
