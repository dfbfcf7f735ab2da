"""The programmes of the organisation: who answers for them, in use or not, as a file, and taking one in."""

from __future__ import annotations

import uuid
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions.programme import BadProgramme
from stegvis.library.actions.approve_version import approve_version
from stegvis.library.actions.import_programme import LARGEST, import_programme
from stegvis.library.actions.withdraw_programme import withdraw_programme
from stegvis.library.queries.programmes import published_programmes, version_of, written_file
from stegvis.library.queries.shipped import not_taken_in
from stegvis.people.models import Denied, Role
from stegvis.portals.clinic.programmes.forms import ImportForm
from stegvis.portals.clinic.programmes.roles import CLINICAL, READERS
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.programme.faults import said
from stegvis.portals.see_other import see_other


@staff(*READERS)
@require_safe
def programmes_page(request: StaffRequest) -> HttpResponse:
    by_slug = groupby(published_programmes(request.actor), key=lambda each: each.slug)
    shelf = [(newest, earlier) for newest, *earlier in (list(versions) for _slug, versions in by_slug)]
    context = {
        "shelf": shelf,
        "is_clinical": request.actor.is_clinical,
        "is_lead": request.actor.has(Role.LEAD),
        "may_import": request.actor.has(Role.LEAD, Role.EDITOR),
    }
    return render(request, "clinic/programmes/shelf.html", context)


@staff(*READERS)
@require_safe
def file_page(request: StaffRequest, version: uuid.UUID) -> HttpResponse:
    found = version_of(request.actor, version)
    name = f"{found.programme.slug}-{found.number}.json"
    answer = HttpResponse(written_file(found), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@staff(*CLINICAL)
@require_POST
def approve_page(request: StaffRequest, version: uuid.UUID) -> HttpResponse:
    try:
        approve_version(by=request.actor, version=version_of(request.actor, version))
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("You answer for this version from now on. It may be given to clients."))
    return see_other("clinic:programmes", team=request.team.slug)


@staff(*CLINICAL)
@require_POST
def use_page(request: StaffRequest, version: uuid.UUID) -> HttpResponse:
    """Out of use, or back."""
    programme = version_of(request.actor, version).programme
    is_withdrawn = request.POST.get("use") == "withdraw"
    try:
        withdraw_programme(by=request.actor, programme=programme, is_withdrawn=is_withdrawn)
    except Denied as refusal:
        messages.error(request, refusal.sentence)
    else:
        told = _("It is given to nobody new. Those who have it keep it.") if is_withdrawn else _("It is in use again.")
        messages.success(request, told)
    return see_other("clinic:programmes", team=request.team.slug)


@staff(Role.LEAD, Role.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: StaffRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            # One byte more than is taken: a larger file is refused without being read into memory.
            taken = import_programme(by=request.actor, content=file.read(LARGEST + 1))
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        except BadProgramme as bad:
            faults = [said(fault) for fault in bad.faults]
        else:
            messages.success(request, _("The programme is taken in. It is not clinically approved here yet."))
            return see_other("clinic:programme", team=request.team.slug, version=taken.pk)
    return render(
        request,
        "clinic/programmes/import.html",
        {"form": form, "faults": faults, "shipped": not_taken_in(request.actor)},
    )
