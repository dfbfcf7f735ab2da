"""How often each page of the library was opened and given to a client, month by month; never by whom or to whom."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stegvis.definitions import clock
from stegvis.library.queries.uses import FEWEST, READERS, uses
from stegvis.portals.guard import StaffRequest, staff

MONTHS = 12


@staff(*READERS)
@require_safe
def uses_page(request: StaffRequest) -> HttpResponse:
    today = clock.today(request.team.zone)
    first = date(today.year - 1, today.month, 1)
    months = [(month, list(rows)) for month, rows in groupby(uses(request.actor, since=first), lambda use: use.month)]
    return render(request, "office/reading/uses.html", {"months": months[:MONTHS], "fewest": FEWEST})
