"""Changing a plan: the whole of it in one form. And the empty sheets of a tool on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.people.models import Denied, NotFound
from stegvis.portals.client.tools.forms import PlanForm, initial_of
from stegvis.portals.client.tools.overview import address, own
from stegvis.portals.diaries.paper import tool_pdf
from stegvis.portals.diaries.words import lines_of
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.keep_plan import OutdatedPlan, keep_plan
from stegvis.selfhelp.queries.diaries import PlanView, plans_of


@client
@require_http_methods(["GET", "HEAD", "POST"])
def plan_page(request: Any, tool: str) -> HttpResponse:
    found = own(request, tool)
    block = found.of.plan
    if block is None:
        raise NotFound
    plan = plans_of(request.actor, found.episode).get(tool) or PlanView(tool)
    initial = {**initial_of(block, plan.rows, is_plan=True), "version": plan.version}
    sent = request.POST if request.method == "POST" else None
    form = PlanForm(sent, block=block, filled=_filled(sent, block.rows) or len(plan.rows), initial=initial)
    other: list[list[tuple[str, str]]] = []
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            keep_plan(by=request.actor, episode=found.episode, name=tool, rows=form.answers(), version=version)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        except OutdatedPlan as newer:
            other = [lines_of(block, row) for row in newer.rows]
            form.data = {**request.POST.dict(), "version": newer.version}
            form.add_error(
                None, _("This was changed somewhere else since you opened the page. Both stand here: choose.")
            )
        else:
            messages.success(request, _("Saved."))
            return see_other("client:tool", tool=tool)
    context = {"own": found, "form": form, "other": other, "back": address(tool)}
    return render(request, "client/tools/plan.html", context)


@client
@require_safe
def paper_page(request: Any, tool: str) -> HttpResponse:
    """The empty sheet to fill in by hand: the plan where it is asked for, else the entry."""
    found = own(request, tool)
    block = found.of.plan if "plan" in request.GET or found.of.entry is None else found.of.entry
    if block is None:
        raise NotFound
    content = tool_pdf(found.of, block, request.actor.language, request.actor.country)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'attachment; filename="sheet.pdf"'}
    )


def _filled(sent: Any, most: int) -> int:
    """How many rows the form that was sent had, beyond the two empty ones."""
    if not sent:
        return 0
    rows = {int(name[1:].split("-")[0]) for name in sent if name[:1] == "r" and name[1:].split("-")[0].isdigit()}
    return min(most, max(rows, default=0) - 1)
