"""The pages of research: the studies with how many take part, a new one, and a client's consents on paper."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.care.queries.access import episode_of
from stegvis.exchange.queries.studies import listed_studies
from stegvis.people.actions.study import close_study, consent_to_study, open_study, withdraw_from_study
from stegvis.people.models import Denied, NotFound, Role
from stegvis.people.queries.identity import identity_of
from stegvis.people.queries.studies import studies_of
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.research.forms import PaperForm, StudyForm
from stegvis.portals.see_other import see_other

OPENERS = (Role.LEAD, Role.ADMINISTRATOR)
CLINICAL = (Role.THERAPIST, Role.LEAD)


@staff(*OPENERS)
@require_safe
def studies_page(request: StaffRequest) -> HttpResponse:
    _only_where_people_are_treated(request)
    return render(request, "office/research/studies.html", {"studies": listed_studies(request.actor)})


@staff(*OPENERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_study_page(request: StaffRequest) -> HttpResponse:
    _only_where_people_are_treated(request)
    form = StudyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_study(by=request.actor, new=form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The study is open. Clients can read about it and choose."))
            return see_other("office:studies", team=request.team.slug)
    return render(request, "office/research/new.html", {"form": form}, status=422 if form.errors else 200)


@staff(*OPENERS)
@require_http_methods(["GET", "HEAD", "POST"])
def close_study_page(request: StaffRequest, study: uuid.UUID) -> HttpResponse:
    """Asks first: a closed study stays closed."""
    if request.method == "POST":
        close_study(by=request.actor, study_id=study)
        messages.success(request, _("The study is closed. Nobody more can take part."))
        return see_other("office:studies", team=request.team.slug)
    found = next((one for one in listed_studies(request.actor) if one.id == study and not one.closed_at), None)
    if found is None:
        raise NotFound
    return render(request, "office/research/close.html", {"study": found})


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def client_studies_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    studies = studies_of(actor, found.person)
    form = PaperForm(studies, actor.zone, request.POST or None)
    if request.method == "POST" and form.is_valid():
        study, given_on = form.wanted()
        try:
            consent_to_study(by=actor, study_id=study, person_id=found.person_id, given_on=given_on)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("It is written down and holds from now on."))
            return see_other("office:client_studies", team=request.team.slug, episode=episode)
    context = {"form": form, "episode": found, "name": identity_of(found.person).name, "studies": studies,
               "may_add": bool(form.fields["study"].choices)}  # type: ignore[attr-defined]  # fmt: skip
    return render(request, "office/research/client.html", context, status=422 if form.errors else 200)


@staff(*CLINICAL)
@require_POST
def withdraw_client_page(request: StaffRequest, episode: uuid.UUID, study: uuid.UUID) -> HttpResponse:
    found = episode_of(request.actor, episode)
    withdraw_from_study(by=request.actor, study_id=study, person_id=found.person_id)
    messages.success(request, _("The client takes no part any more. It holds from now on."))
    return see_other("office:client_studies", team=request.team.slug, episode=episode)


def _only_where_people_are_treated(request: StaffRequest) -> None:
    if request.team.is_national:
        raise NotFound
