"""All diaries and tools of a client on one page, with the sleep window that waits; giving a tool and taking it back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stegvis.care.models import Episode
from stegvis.care.queries.access import episode_of
from stegvis.definitions import clock
from stegvis.definitions.pathway import State
from stegvis.definitions.tools import Tool, tools
from stegvis.people.models import Denied, NotFound
from stegvis.people.queries.identity import identity_of
from stegvis.portals.clinic.intake.roles import CLINICAL
from stegvis.portals.clinic.tools.forms import ApproveForm
from stegvis.portals.diaries.drawing import drawn, training_drawn
from stegvis.portals.diaries.words import (
    SaidEntry,
    hours,
    lines_of,
    rule_words,
    said_entry,
    said_prescription,
    said_window,
    week_words,
)
from stegvis.portals.guard import StaffRequest, staff
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.give_tool import give_tool, take_tool_back
from stegvis.selfhelp.actions.sleep_window import approve_window, set_window_aside
from stegvis.selfhelp.queries.diaries import EntryView, PlanView, written_in
from stegvis.selfhelp.queries.tools import From, tools_of
from stegvis.selfhelp.queries.training import prescription_of
from stegvis.selfhelp.queries.windows import windows_of

WRITTEN = 10  # entries of a tool that the page shows in full


@dataclass(frozen=True)
class Shown:
    """One tool in which the client has written something."""

    of: Tool
    picture: SafeString | str
    said: list[SaidEntry]
    more: int
    plan: list[list[tuple[str, str]]]


@staff(*CLINICAL)
@require_safe
def tools_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    return _page(request, episode_of(request.actor, episode))


@staff(*CLINICAL)
@require_POST
def window_page(request: StaffRequest, episode: uuid.UUID, window: uuid.UUID) -> HttpResponse:
    """Yes to the proposal, or set aside."""
    found = episode_of(request.actor, episode)
    waiting = windows_of(request.actor, found).pending
    if waiting is None or waiting.id != window:
        raise NotFound
    if "aside" in request.POST:
        set_window_aside(by=request.actor, episode=found, window_id=window)
        messages.success(request, _("The proposal is set aside. Tell the client why, so that it is not just silence."))
        return see_other("clinic:tools", team=request.team.slug, episode=episode)
    form = ApproveForm(request.POST, window=waiting)
    if form.is_valid():
        try:
            approve_window(by=request.actor, episode=found, window_id=window, **form.cleaned_data)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("The window is the client's from now on."))
            return see_other("clinic:tools", team=request.team.slug, episode=episode)
    return _page(request, found, form)


@staff(*CLINICAL)
@require_POST
def give_page(request: StaffRequest, episode: uuid.UUID) -> HttpResponse:
    """A tool given, or taken back."""
    found = episode_of(request.actor, episode)
    act = take_tool_back if "back" in request.POST else give_tool
    act(by=request.actor, episode=found, name=request.POST.get("tool", ""))
    return see_other("clinic:tools", team=request.team.slug, episode=episode)


def _page(request: StaffRequest, episode: Episode, form: ApproveForm | None = None) -> HttpResponse:
    viewer = request.actor
    own, windows = tools_of(viewer, episode), windows_of(viewer, episode)
    entries, plans = written_in(viewer, episode)
    given = prescription_of(viewer, episode)
    shown = [_shown(request, of, entries, plans.get(of.name)) for of in tools(viewer.language)]
    context = {
        "episode": episode,
        "name": identity_of(episode.person).name,
        "here": _("Diaries and tools"),
        "is_running": episode.state != State.DISCHARGED,
        "window": said_window(windows.current),
        "coming": said_window(windows.coming),
        "waiting": _waiting(windows.pending, form),
        "training": said_prescription(given, viewer.language) if given else None,
        "shown": [one for one in shown if one.said or one.plan],
        "own": [(of, own[of.name]) for of in tools(viewer.language) if of.name in own],
        "others": [of for of in tools(viewer.language) if own.get(of.name) is not From.THERAPIST],
        "THERAPIST": From.THERAPIST,
    }
    return render(request, "clinic/tools/tools.html", context)


def _waiting(pending: Any, form: ApproveForm | None) -> dict[str, Any] | None:
    if pending is None:
        return None
    return {
        "window": pending,
        "said": said_window(pending),
        "sums": week_words(pending.nights, pending.asleep, pending.efficiency),
        "rule": rule_words(pending.rule),
        "gives": hours(pending.proposed),
        "form": form or ApproveForm(window=pending),
    }


def _shown(request: StaffRequest, of: Tool, entries: Sequence[EntryView], plan: PlanView | None) -> Shown:
    zone = request.team.zone
    written: list[EntryView] = [each for each in entries if each.tool == of.name]
    return Shown(
        of=of,
        picture=_picture(of, entries, zone) if written else "",
        said=[said_entry(of, each, zone) for each in written[:WRITTEN]],
        more=max(0, len(written) - WRITTEN),
        plan=[lines_of(of.plan, row) for row in plan.rows] if plan and of.plan else [],
    )


def _picture(of: Tool, entries: Sequence[EntryView], zone: str) -> SafeString | str:
    """Training stands beside mood; the scores of the instruments are on the record itself."""
    if of.name != "training":
        return drawn(of, entries, zone, clock.today(zone))
    written = {name: [each for each in entries if each.tool == name] for name in ("training", "activity_schedule")}
    return training_drawn(written["training"], written["activity_schedule"], (), zone, clock.today(zone))
