"""The keepers' pages of the register of claims: all of them, one to change, and out of use."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stegvis.definitions import clock
from stegvis.definitions.pages import BadPage
from stegvis.library.actions.keep_claim import keep_claim
from stegvis.library.actions.withdraw_claim import withdraw_claim
from stegvis.library.models import Claim
from stegvis.library.queries.kept import KEEPERS, kept_claim, kept_claims
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.office.library.desk_forms import ClaimForm, typed_claim
from stegvis.portals.see_other import see_other


@staff(*KEEPERS)
@require_safe
def claims_page(request: StaffRequest) -> HttpResponse:
    context = {"rows": kept_claims(request.actor), "today": clock.today(request.actor.zone)}
    return render(request, "office/library/claims.html", context)


@staff(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_claim_page(request: StaffRequest) -> HttpResponse:
    return _form_page(request, None)


@staff(*KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
def claim_page(request: StaffRequest, slug: str) -> HttpResponse:
    return _form_page(request, kept_claim(request.actor, slug))


@staff(*KEEPERS)
@require_POST
def claim_shelf(request: StaffRequest, slug: str) -> HttpResponse:
    """Out of use, or back."""
    off = request.POST.get("do") == "withdraw"
    withdraw_claim(by=request.actor, claim=kept_claim(request.actor, slug), is_withdrawn=off)
    told = _("It is out of use: pages that quote it leave it out.") if off else _("It is in use again.")
    messages.success(request, told)
    return see_other("office:claim", team=request.team.slug, slug=slug)


def _form_page(request: StaffRequest, there: Claim | None) -> HttpResponse:
    """The same form for a new one and for one that is there."""
    form = ClaimForm(request.POST or None, initial=typed_claim(there) if there else {}, is_new=there is None)
    if request.method == "POST" and form.is_valid():
        slug = there.slug if there else form.cleaned_data["slug"]
        if there is None and slug in {claim.slug for claim, _statement in kept_claims(request.actor)}:
            form.add_error("slug", _("There is a claim of that name. Change that one, or choose another name."))
        else:
            try:
                kept = keep_claim(by=request.actor, fields={"slug": slug, **form.wanted()})
            except BadPage as bad:
                form.say(bad)
            else:
                messages.success(request, _("Kept. Pages that quote it say so from now on."))
                return see_other("office:claim", team=request.team.slug, slug=kept.slug)
    context = {"form": form, "there": there}
    return render(request, "office/library/claim.html", context, status=422 if form.errors else 200)
