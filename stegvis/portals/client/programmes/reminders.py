"""What was noticed of the client and which reminders were sent: the same ledger that the therapist reads."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from stegvis.definitions.guidance import Why
from stegvis.portals.guard import client
from stegvis.selfhelp.queries.ledger import own_ledger

WHY = {
    Why.SILENT: gettext_noop("We had not seen you for a week."),
    Why.MISSED: gettext_noop("Two appointments in a row did not take place."),
    Why.UNOPENED: gettext_noop("A part had been open for a week, and you had not looked at it."),
}


@client
@require_safe
def reminders(request: Any) -> HttpResponse:
    lines = [(line, _(WHY[Why(line.why)])) for line in own_ledger(request.actor)]
    return render(request, "client/programme/reminders.html", {"lines": lines, "zone": request.actor.zone})
