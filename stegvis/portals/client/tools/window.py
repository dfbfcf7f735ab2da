"""The sleep window as the client sees it: the sums and the rule, what waits for the therapist, what is approved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.definitions import clock
from stegvis.definitions.tools.diary import nights
from stegvis.definitions.tools.sleep import ENOUGH, week
from stegvis.people.models import Denied
from stegvis.portals.client.tools.forms import WindowForm
from stegvis.portals.client.tools.overview import Own, own
from stegvis.portals.diaries.words import hours, rule_words, said_window, week_words
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.selfhelp.actions.sleep_window import propose_window
from stegvis.selfhelp.queries.diaries import entries_of
from stegvis.selfhelp.queries.windows import Windows, proposal, windows_of


@client
@require_http_methods(["GET", "HEAD", "POST"])
def window_page(request: Any) -> HttpResponse:
    found = own(request, "sleep_window")
    windows = windows_of(request.actor, found.episode)
    form = WindowForm(request.POST if request.method == "POST" else None, initial=_first(request, windows))
    if form.is_valid():
        try:
            propose_window(by=request.actor, episode=found.episode, **form.cleaned_data)
        except Denied as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Sent to your therapist. Keep to what you do now until you have a yes."))
            return see_other("client:sleep_window")
    return render(request, "client/tools/window.html", {"own": found, "form": form, **_seen(request, found, windows)})


def _first(request: Any, windows: Windows) -> dict[str, Any]:
    known = windows.pending or windows.current
    today = clock.today(request.actor.zone)
    return {"rises_at": known.rises_at, "valid_from": today} if known else {"valid_from": today}


def _seen(request: Any, found: Own, windows: Windows) -> dict[str, Any]:
    zone, today = request.actor.zone, clock.today(request.actor.zone)
    slept = nights((each.entry for each in entries_of(request.actor, found.episode, "sleep_diary")), zone)
    given = proposal(windows, slept, today)
    sums = given.week if given else week(slept, today)
    return {
        "current": said_window(windows.current),
        "coming": said_window(windows.coming),
        "pending": windows.pending,
        "week": week_words(len(sums.nights), sums.asleep, sums.efficiency) if sums else "",
        "written": sum((today - each.on).days < 7 for each in slept),
        "enough": ENOUGH,
        "ready_from": windows.ready_from if windows.ready_from and windows.ready_from > today else None,
        "may_ask": bool(given) and windows.coming is None and found.may_write,
        "rule": rule_words(given.rule) if given else "",
        "gives": hours(given.minutes) if given else "",
    }
