"""What the demo would have sent. An address alone shows every letter, and so demo only."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from stegvis.notices.queries.spooled import spooled_letters
from stegvis.people.models import NotFound
from stegvis.portals.guard import open_to_all
from stegvis.portals.public.page import page


@open_to_all
@never_cache
@require_safe
def letters_page(request: HttpRequest) -> HttpResponse:
    try:
        found = spooled_letters()
    except NotFound as missing:
        raise Http404 from missing
    return page(request, "letters.html", letters=found)
