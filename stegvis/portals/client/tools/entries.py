"""A diary: today's entry in one short form, the picture over time, and what was written before."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import MultipleChoiceField
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.definitions import clock
from stegvis.definitions.programme import Block
from stegvis.people.models import Denied, NotFound
from stegvis.portals.client.tools.forms import EntryForm, day_of, initial_of
from stegvis.portals.client.tools.overview import OWN_PAGES, Own, address, own
from stegvis.portals.diaries.drawing import drawn
from stegvis.portals.diaries.words import lines_of, said_entry
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.keep_entry import BadEntry, OutdatedEntry, keep_entry
from stegvis.selfhelp.queries.diaries import EntryView, PlanView, entries_of, entry_of, plans_of

WRITTEN = 7  # entries that a page shows in full


@client
@require_http_methods(["GET", "HEAD", "POST"])
def tool_page(request: Any, tool: str) -> HttpResponse:
    if tool in OWN_PAGES:
        return HttpResponseRedirect(reverse(OWN_PAGES[tool]), status=303)
    found = own(request, tool)
    if found.of.entry is None:
        return _plan_alone(request, found)
    entries = entries_of(request.actor, found.episode, tool)
    today = clock.today(request.actor.zone)
    on = day_of(request.GET.get("on"), today)
    standing = next((each for each in entries if found.of.is_daily and each.on == on), None)
    return _page(request, found, entries, standing, on)


@client
@require_http_methods(["GET", "HEAD", "POST"])
def entry_page(request: Any, tool: str, entry: uuid.UUID) -> HttpResponse:
    """An entry that stands, to put right."""
    found = own(request, tool)
    if found.of.entry is None:
        raise NotFound
    standing = entry_of(request.actor, found.episode, tool, entry)
    form, other = _form(request, found, standing, standing.on)
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, found, form, standing.id)
        if isinstance(kept, HttpResponse):
            return kept
        other = kept
    context = {"own": found, "form": form, "other": other, "back": address(tool), "entry": standing}
    return render(request, "client/tools/entry.html", context)


def _page(request: Any, found: Own, entries: Any, standing: EntryView | None, on: date) -> HttpResponse:
    form, other = _form(request, found, standing, on)
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, found, form, None)
        if isinstance(kept, HttpResponse):
            return kept
        other = kept
    zone, today = request.actor.zone, clock.today(request.actor.zone)
    plan = plans_of(request.actor, found.episode).get(found.of.name) if found.of.plan else None
    context = {
        "own": found,
        "form": form,
        "other": other,
        "is_written": standing is not None,
        "picture": drawn(found.of, entries, zone, today),
        "said": [said_entry(found.of, each, zone) for each in entries[:WRITTEN]],
        "plan": _plan_lines(found.of.plan, plan) if found.of.plan else None,
        "window": address("sleep_window") if found.of.name == "sleep_diary" else "",
    }
    return render(request, "client/tools/tool.html", context)


def _form(request: Any, found: Own, standing: EntryView | None, on: date) -> tuple[EntryForm, list[tuple[str, str]]]:
    assert found.of.entry is not None
    initial: dict[str, Any] = {"on": on}
    if standing:
        initial |= initial_of(found.of.entry, [standing.values]) | {"version": standing.version}
    sent = request.POST if request.method == "POST" else None
    return EntryForm(sent, initial=initial, of=found.of, zone=request.actor.zone), []


def _keep(
    request: Any, found: Own, form: EntryForm, entry_id: uuid.UUID | None
) -> HttpResponse | list[tuple[str, str]]:
    """Kept, and away; else what another form wrote meanwhile, in lines, with this form ready to be saved over it."""
    try:
        keep_entry(
            by=request.actor,
            episode=found.episode,
            name=found.of.name,
            on=form.cleaned_data["on"],
            values=form.values(),
            entry_id=entry_id,
            version=form.cleaned_data["version"] or 0,
        )
    except Denied as refusal:
        form.add_error(None, refusal.sentence)
    except BadEntry as bad:
        form.tell(bad.misfits)
    except OutdatedEntry as newer:
        form.data = {**_sent(request, form), "version": newer.version}
        form.add_error(None, _("This was changed somewhere else since you opened the page. Both stand here: choose."))
        assert found.of.entry is not None
        return lines_of(found.of.entry, newer.values)
    else:
        messages.success(request, _("Saved."))
        return see_other("client:tool", tool=found.of.name)
    return []


def _sent(request: Any, form: EntryForm) -> dict[str, Any]:
    """All that was sent, several choices of a field still as several."""
    several = {name for name, field in form.fields.items() if isinstance(field, MultipleChoiceField)}
    sent: dict[str, Any] = request.POST.dict()
    return sent | {name: request.POST.getlist(name) for name in several}


def _plan_alone(request: Any, found: Own) -> HttpResponse:
    """A tool that is one document: it is read here, and changed on a page of its own."""
    if found.of.plan is None:
        raise NotFound
    plan = plans_of(request.actor, found.episode).get(found.of.name)
    context = {"own": found, "plan": _plan_lines(found.of.plan, plan), "saved_at": plan.saved_at if plan else None}
    return render(request, "client/tools/plan_alone.html", context)


def _plan_lines(block: Block, plan: PlanView | None) -> list[list[tuple[str, str]]]:
    return [lines_of(block, row) for row in plan.rows] if plan else []
