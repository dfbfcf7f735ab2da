"""Views of the office portal: results, the team, its members."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.network.queries.training import trained
from stegvis.outcomes.measures import EDITION
from stegvis.outcomes.queries.results import names_within, own_results, team_results
from stegvis.people.actions.add_member import add_member, can_change_members, end_membership
from stegvis.people.actions.change_team import change_team
from stegvis.people.models import Denied, NotFound, Role
from stegvis.people.queries.memberships import members
from stegvis.people.queries.own_team import own_team
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.forms import ROLES, MemberForm, TeamForm
from stegvis.portals.office.groups import NAMES, chosen_measure, group_page, links
from stegvis.portals.office.own import own_page
from stegvis.portals.office.periods import period, period_links, step_links, steps, whole_quarters
from stegvis.portals.office.results import result_page
from stegvis.portals.office.training.words import trained_figure
from stegvis.portals.office.welcome import welcome_link

CLINICAL = (Role.THERAPIST, Role.LEAD)


@staff(*CLINICAL, Role.MANAGER)
@require_safe
def results(request: StaffRequest) -> HttpResponse:
    actor, team = request.actor, request.team
    today = clock.today(actor.zone)
    chosen = period(request.GET.get("period"), today) if actor.is_clinical else whole_quarters(today)
    by = steps(request.GET.get("by"), today)
    figures = team_results(actor, team=team.slug, first=chosen.first, last=chosen.last)
    over_time = (
        team_results(actor, team=team.slug, first=by.first, last=by.last, by=[by.code]) if actor.is_clinical else []
    )
    shown = {
        **result_page(figures, over_time, by),
        "trained": trained_figure(trained(actor, team_id=team.id)),
        "period": chosen,
        "filters": period_links(chosen, by=by.code) if actor.is_clinical else [],
        "steps": step_links(by, chosen),
        "counted_at": clock.now(),
    }
    return render(request, "office/results.html", shown)


@staff(*CLINICAL)
@require_safe
def groups(request: StaffRequest, grouping: str) -> HttpResponse:
    if grouping not in NAMES:
        raise NotFound
    actor, slug = request.actor, request.team.slug
    chosen = period(request.GET.get("period"), clock.today(actor.zone))
    measure = chosen_measure(request.GET.get("measure"))
    shown = {
        **group_page(
            grouping=grouping,
            figures=team_results(actor, team=slug, first=chosen.first, last=chosen.last, by=[grouping]),
            whole=team_results(actor, team=slug, first=chosen.first, last=chosen.last),
            period=chosen,
            measure=measure,
            language=actor.language,
            places=names_within(actor)[1] if grouping == "municipality" else {},
        ),
        "filters": links(slug, grouping, measure, chosen),
        "counted_at": clock.now(),
    }
    return render(request, "office/groups.html", shown)


@staff(*CLINICAL)
@require_safe
def own(request: StaffRequest) -> HttpResponse:
    actor, slug = request.actor, request.team.slug
    chosen = period(request.GET.get("period"), clock.today(actor.zone))
    team_figures = team_results(actor, team=slug, first=chosen.first, last=chosen.last)
    shown = {
        "measures": own_page(own_results(actor, team=slug, first=chosen.first, last=chosen.last), team_figures),
        "period": chosen,
        "filters": period_links(chosen),
        "edition": EDITION,
        "counted_at": clock.now(),
    }
    return render(request, "office/own.html", shown)


@staff(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: StaffRequest) -> HttpResponse:
    form = TeamForm(own_team(request.actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            change_team(by=request.actor, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The team's settings are saved."))
            return _back(request)
    return _team_page(request, form, MemberForm())


@staff(Role.ADMINISTRATOR)
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    form = MemberForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = add_member(by=request.actor, **{**given, "role": Role(given["role"])})
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return render(
                request, "office/welcome.html", {"member": made.user, "link": welcome_link(request, made.user)}
            )
    return _team_page(request, TeamForm(own_team(request.actor)), form)


@staff(Role.ADMINISTRATOR)
@require_POST
def end(request: StaffRequest, membership: uuid.UUID) -> HttpResponse:
    end_membership(by=request.actor, membership_id=membership)
    messages.success(request, _("The membership has ended."))
    return _back(request)


def _team_page(request: StaffRequest, form: TeamForm, member_form: MemberForm) -> HttpResponse:
    return render(
        request,
        "office/team.html",
        {
            "form": form,
            "member_form": member_form,
            "members": [(one, ROLES[Role(one.role)]) for one in members(request.actor)],
            "may_change": can_change_members(request.actor),
        },
        status=422 if form.errors or member_form.errors else 200,
    )


def _back(request: StaffRequest) -> HttpResponse:
    return redirect(reverse("office:team", kwargs={"team": request.team.slug}))
