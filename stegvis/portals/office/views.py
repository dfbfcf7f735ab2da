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
from stegvis.outcomes.queries.results import team_results
from stegvis.people.actions.add_member import add_member, can_change_members, end_membership
from stegvis.people.actions.change_team import change_team
from stegvis.people.models import Denied, Role
from stegvis.people.queries.memberships import members
from stegvis.people.queries.own_team import own_team
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.forms import ROLES, MemberForm, TeamForm
from stegvis.portals.office.periods import LABELS, period, whole_quarters
from stegvis.portals.office.results import result_page
from stegvis.portals.office.welcome import welcome_link

CLINICAL = (Role.THERAPIST, Role.LEAD)


@staff(*CLINICAL, Role.MANAGER)
@require_safe
def results(request: StaffRequest) -> HttpResponse:
    actor, team = request.actor, request.team
    today = clock.today(actor.zone)
    chosen = period(request.GET.get("period"), today) if actor.is_clinical else whole_quarters(today)
    figures = team_results(actor, team=team.slug, first=chosen.first, last=chosen.last)
    months = team_results(actor, team=team.slug, by=["month"]) if actor.is_clinical else []
    links = [(str(label), f"?period={code}", code == chosen.code) for code, label in LABELS.items()]
    return render(
        request,
        "office/results.html",
        {**result_page(figures, months), "period": chosen, "filters": links if actor.is_clinical else []},
    )


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
