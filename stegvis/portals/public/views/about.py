"""What we say of ourselves: what happens to what people tell us, and who can use these pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stegvis.portals.guard import open_to_all
from stegvis.portals.public.page import page


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return page(request, "privacy.html")


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return page(request, "accessibility.html")
