"""Changing the language of the pages: a choice kept in a cookie that names nobody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as change

from stegvis.portals.guard import open_to_all


@open_to_all
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Back to the page the person came from, in the language they chose."""
    return change(request)
