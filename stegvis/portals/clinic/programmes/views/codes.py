"""Ways into a programme that no therapist chose: codes that name nobody, and what is given while one waits."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.library.actions.import_programme import import_programme
from stegvis.library.models import ProgrammeVersion
from stegvis.library.queries.programmes import introductions, may_be_given, version_of
from stegvis.library.queries.shipped import shipped_file, shipped_names
from stegvis.people.models import Denied, NotFound, Role
from stegvis.portals.clinic.programmes.roles import CLINICAL
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.give_while_waiting import set_waiting_programme
from stegvis.selfhelp.actions.issue_code import LASTS, issue_code
from stegvis.selfhelp.queries.waiting import waiting_programme


@never_cache
@staff(*CLINICAL, Role.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def codes_page(request: StaffRequest) -> HttpResponse:
    """Make a code; it is shown once, on a page to print or to read aloud."""
    given = may_be_given(request.actor)
    context: dict[str, Any] = {"programmes": given, "days": LASTS.days}
    if request.method == "POST":
        chosen = next((each for each in given if str(each.id) == request.POST.get("version")), None)
        if chosen is None:
            raise NotFound
        context |= {
            "chosen": chosen,
            "code": issue_code(by=request.actor, version=version_of(request.actor, chosen.id)),
        }
    return render(request, "clinic/programmes/codes.html", context)


class WaitingForm(forms.Form):
    """A programme, or nothing."""

    use_required_attribute = False
    version = forms.ChoiceField(
        label=gettext_lazy("What do those who wait get?"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the answers.")},
    )


@staff(Role.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def waiting_page(request: StaffRequest) -> HttpResponse:
    """What the team gives to everybody who waits."""
    form = WaitingForm(request.POST or None, initial={"version": waiting_programme(request.actor) or ""})
    named = [(str(each.id), each.title) for each in introductions(request.actor)]
    form.fields["version"].choices = [("", _("Nothing")), *named]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["version"]
        version = version_of(request.actor, uuid.UUID(wanted)) if wanted else None
        try:
            set_waiting_programme(by=request.actor, version=version)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Saved. It holds for everybody who waits and has no programme yet."))
            return see_other("clinic:programmes", team=request.team.slug)
    return render(request, "clinic/programmes/waiting.html", {"form": form})


@staff(Role.LEAD, Role.EDITOR)
@require_POST
def shipped_page(request: StaffRequest, slug: str) -> HttpResponse:
    """Take in a programme that comes with Stegvis."""
    if slug not in shipped_names():
        raise NotFound
    origin = ProgrammeVersion.Origin.SHIPPED
    taken = import_programme(by=request.actor, content=shipped_file(slug), origin=origin)
    messages.success(request, _("The programme is taken in. It is not clinically approved here yet."))
    return see_other("clinic:programme", team=request.team.slug, version=taken.pk)
