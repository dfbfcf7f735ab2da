"""What a team shows everybody of its waiting time and results, where it has switched that on. Counts no results."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from stegvis.care.queries.waiting import public_wait
from stegvis.outcomes.queries.publication import public_results
from stegvis.portals.figures import plain_rows
from stegvis.portals.guard import public
from stegvis.portals.public.page import page


@public
@require_safe
def results(request: Any) -> HttpResponse:
    found = public_results(request.actor)
    return page(request, "results.html", public=found, rows=plain_rows(found), wait=public_wait(request.team))
