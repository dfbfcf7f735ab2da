"""Leaving at once: the session ends, the browser forgets, and a plain page comes up. Works without JavaScript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from stegvis.portals.guard import open_to_all
from stegvis.portals.see_other import see_other


# Without a token: leaving must work on a page that has stood open too long. Cookies do not travel with a form
# from another site (SameSite), so nobody else can log a client out.
@csrf_exempt
@never_cache
@open_to_all
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    request.session.flush()
    response = see_other("public:left")
    # What was written without a connection lies sealed in the storage until it is sent; nobody can read it there.
    is_kept = request.POST.get("keep") == "sealed"
    response.headers["Clear-Site-Data"] = '"cache"' if is_kept else '"cache", "storage"'
    return response
