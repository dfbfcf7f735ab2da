"""The programmes of a client, and giving one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.library.queries.programmes import programme_in, published_programmes, version_of
from stegvis.people.models import Denied
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.programmes.forms import GiveForm
from stegvis.portals.clinic.programmes.roles import CLINICAL
from stegvis.portals.clinic.programmes.words import given_words
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.assign_programme import assign_programme
from stegvis.selfhelp.models import Opens
from stegvis.selfhelp.queries.given import assignments_of


@staff(*CLINICAL)
@require_safe
def client_programmes_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    actor = request.actor
    found = episode_of(actor, episode)
    today = clock.today(actor.zone)
    given = [given_words(each, actor, today) for each in assignments_of(actor, found)]
    context = {"episode": found, "name": identity_of(found.person).name, "given": given}
    return render(request, "clinic/programmes/given.html", context)


@staff(*CLINICAL)
@require_http_methods(["GET", "HEAD", "POST"])
def give_programme_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    """First which programme, then how: the one chosen stands in the address."""
    actor = request.actor
    found = episode_of(actor, episode)
    context = {"episode": found, "name": identity_of(found.person).name}
    chosen = _chosen(request)
    if chosen is None:
        shelf = [each for each in published_programmes(actor) if each.withdrawn_at is None]
        return render(request, "clinic/programmes/choose.html", {**context, "shelf": shelf})
    version = version_of(actor, chosen)
    programme = programme_in(version.pk, actor.language)
    form = GiveForm(request.POST or None, programme=programme)
    if request.method == "POST" and form.is_valid():
        try:
            given = assign_programme(by=actor, episode=found, version=version, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            told = _("The programme is given, and the first module lies open.")
            if form.wanted()["opens"] is Opens.DATE:
                told = _("The programme is given. Now choose the day on which each module opens.")
            messages.success(request, told)
            return see_other("clinic:client_programme", team=request.team.slug, episode=episode, assignment=given.pk)
    return render(request, "clinic/programmes/give.html", {**context, "form": form, "programme": programme})


def _chosen(request: StaffRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.GET.get("programme", ""))
    except ValueError:
        return None
