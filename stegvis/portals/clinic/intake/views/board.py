"""The intake board, and typing in a request that came by phone, on paper or at the door."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.care.actions.refer import refer
from stegvis.care.queries.intake import Board, Show, board
from stegvis.people.models import Denied
from stegvis.people.queries.teams import place_of
from stegvis.portals.clinic.intake.forms.typed_referral import TypedReferral
from stegvis.portals.clinic.intake.roles import CLINIC
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other

FILTERS = {
    Show.WAITING: gettext_lazy("Everyone who waits"),
    Show.NEW: gettext_lazy("New"),
    Show.LATE: gettext_lazy("Past the target"),
    Show.ASSESSMENT: gettext_lazy("In assessment"),
    Show.DECIDED: gettext_lazy("Waiting for treatment"),
    Show.IN_CARE: gettext_lazy("In treatment"),
}


@staff(*CLINIC)
@require_safe
def board_page(request: StaffRequest) -> HttpResponse:
    wanted = request.GET.get("show", "")
    show = Show(wanted) if wanted in list(Show) else Show.WAITING
    found = board(request.actor, show)
    return render(
        request,
        "clinic/intake/board.html",
        {"board": found, "show": show, "filters": _filters(found, show), "zone": request.team.zone},
    )


def _filters(found: Board, show: Show) -> list[tuple[str, str, bool]]:
    return [(f"{words} {found.counts[each]}", f"?show={each}", each is show) for each, words in FILTERS.items()]


@staff(*CLINIC)
@require_http_methods(["GET", "HEAD", "POST"])
def type_referral_page(request: StaffRequest) -> HttpResponse:
    form = TypedReferral(request.POST or None, place=place_of(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            made = refer(by=request.actor, **form.wanted())
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The request is kept, and the wait counts from the day it came."))
            return see_other("clinic:referral", team=request.team.slug, episode=made.episode.pk)
    return render(request, "clinic/intake/type_referral.html", {"form": form})
