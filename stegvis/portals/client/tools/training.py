"""Training: what is prescribed, a session logged in two taps, and minutes beside mood."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stegvis.definitions import clock
from stegvis.people.models import Denied, NotFound
from stegvis.portals.client.tools.forms import EntryForm, day_of
from stegvis.portals.client.tools.overview import Own, own
from stegvis.portals.diaries.drawing import training_drawn
from stegvis.portals.diaries.words import said_entry, said_prescription
from stegvis.portals.guard import client
from stegvis.portals.see_other import see_other
from stegvis.questionnaires.queries.curve import curve
from stegvis.selfhelp.actions.keep_entry import BadEntry, keep_entry
from stegvis.selfhelp.queries.diaries import entries_of
from stegvis.selfhelp.queries.training import prescription_of

WRITTEN = 7


@client
@require_http_methods(["GET", "HEAD", "POST"])
def training_page(request: Any) -> HttpResponse:
    found = own(request, "training")
    today = clock.today(request.actor.zone)
    sent = request.POST if request.method == "POST" else None
    form = EntryForm(sent, initial={"on": day_of(request.GET.get("on"), today)}, of=found.of, zone=request.actor.zone)
    if form.is_valid() and _keep(request, found, form):
        return see_other("client:training")
    return render(request, "client/tools/training.html", {"own": found, "form": form, **_seen(request, found)})


@client
@require_POST
def done(request: Any) -> HttpResponse:
    """Done as planned, today: the minutes and the effort of the prescription."""
    found = own(request, "training")
    given = prescription_of(request.actor, found.episode)
    if given is None:
        raise NotFound
    keep_entry(
        by=request.actor,
        episode=found.episode,
        name="training",
        on=clock.today(request.actor.zone),
        values={"minutes": str(given.minutes), "effort": str(given.effort)},
    )
    messages.success(request, _("Saved: %(minutes)s minutes today, as planned.") % {"minutes": given.minutes})
    return see_other("client:training")


def _keep(request: Any, found: Own, form: EntryForm) -> bool:
    try:
        keep_entry(
            by=request.actor, episode=found.episode, name="training", on=form.cleaned_data["on"], values=form.values()
        )
    except Denied as refusal:
        form.add_error(None, refusal.sentence)
    except BadEntry as bad:
        form.tell(bad.misfits)
    else:
        messages.success(request, _("Saved."))
        return True
    return False


def _seen(request: Any, found: Own) -> dict[str, Any]:
    zone, today = request.actor.zone, clock.today(request.actor.zone)
    entries = entries_of(request.actor, found.episode, "training", "activity_schedule")
    log = [each for each in entries if each.tool == "training"]
    moods = [each for each in entries if each.tool == "activity_schedule"]
    given = prescription_of(request.actor, found.episode)
    courses = curve(request.actor, found.episode.pk)
    return {
        "given": said_prescription(given, request.actor.language) if given else None,
        "next": given.next_session(today) if given else None,
        "today": today,
        "weeks": given.weeks_with(log) if given else (),
        "picture": training_drawn(log, moods, courses, zone, today),
        "said": [said_entry(found.of, each, zone) for each in log[:WRITTEN]],
    }
